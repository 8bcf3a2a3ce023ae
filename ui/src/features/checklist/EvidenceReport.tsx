import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { DocumentCheckmark20Regular, FolderOpen20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, useDoor } from "../../ipc";

const useStyles = makeStyles({
  // As long as it is empty it takes no room, but it is there: what comes into it later is spoken.
  status: { ":empty": { position: "absolute" } },
  saved: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  path: { flex: "1 1 320px", minWidth: 0, overflowWrap: "anywhere" },
});

/** The whole trail as a page that an auditor can read: writing it, and where it is. */
export function useEvidenceReport(connectionId: string) {
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [path, setPath] = useState<string | null>(null);
  const save = () => run(async () => setPath((await door.saveEvidenceReport(connectionId)).path));
  return { busy, problem, path, save };
}

type Report = ReturnType<typeof useEvidenceReport>;

export function EvidenceButton({ report }: { report: Report }) {
  const { t } = useWords();
  return (
    <Button
      icon={<DocumentCheckmark20Regular />}
      data-testid="evidence-report"
      disabledFocusable={report.busy}
      onClick={report.save}
    >
      {t(report.busy ? "checklist.report.saving" : "checklist.report.save")}
    </Button>
  );
}

/** Where the report was written, or why it was not. */
export function EvidenceWritten({ report, connection }: { report: Report; connection: ConnectionView | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  const { path, problem } = report;
  return (
    <>
      {problem && <ProblemCard report={problem} connection={connection} onRetry={report.save} />}
      {opening.problem && <ProblemCard report={opening.problem} />}
      <div role="status" className={styles.status}>
        {path && (
          <Panel className={styles.saved}>
            <span className={styles.path}>{t("checklist.report.saved", { path })}</span>
            <Button icon={<FolderOpen20Regular />} onClick={() => opening.run(() => door.openFolder())}>
              {t("checklist.report.folder")}
            </Button>
          </Panel>
        )}
      </div>
    </>
  );
}
