import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { DocumentCheckmark20Regular, FolderOpen20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, useDoor } from "../../ipc";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  saved: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
});

/** Writes the whole trail as a page that an auditor can read, and shows where it is. */
export function EvidenceReport({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const saving = useTask();
  const opening = useTask();
  const [path, setPath] = useState<string | null>(null);
  const save = () => saving.run(async () => setPath((await door.saveEvidenceReport(connection.id)).path));
  return (
    <div>
      <div className={styles.row}>
        <Button
          icon={<DocumentCheckmark20Regular />}
          data-testid="evidence-report"
          disabledFocusable={saving.busy}
          onClick={save}
        >
          {t(saving.busy ? "checklist.report.saving" : "checklist.report.save")}
        </Button>
        {path && (
          <Button icon={<FolderOpen20Regular />} onClick={() => opening.run(() => door.openFolder())}>
            {t("checklist.report.folder")}
          </Button>
        )}
      </div>
      <div role="status" className={styles.saved}>
        {path && t("checklist.report.saved", { path })}
      </div>
      {saving.problem && <ProblemCard report={saving.problem} connection={connection} onRetry={save} />}
      {opening.problem && <ProblemCard report={opening.problem} />}
    </div>
  );
}
