import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import type { ConnectionView } from "../../../ipc";
import { SavedFiles } from "./SavedFiles";
import type { useSaving } from "./useSaving";

const useStyles = makeStyles({
  saving: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    gap: tokens.spacingVerticalS,
    minWidth: 0,
  },
  outcome: { maxWidth: "100%", minWidth: 0 },
});

interface SaveButtonProps {
  saving: ReturnType<typeof useSaving>;
  connection: ConnectionView | null;
  label: string;
  icon: ReactElement;
  testId: string;
  primary?: boolean;
}

/** A button that writes files, and below it where they are. */
export function SaveButton({ saving, connection, label, icon, testId, primary = false }: SaveButtonProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <div className={styles.saving}>
      <Button
        appearance={primary ? "primary" : "secondary"}
        icon={icon}
        data-testid={testId}
        disabledFocusable={saving.busy}
        onClick={saving.save}
      >
        {saving.busy ? t("results.saving") : label}
      </Button>
      <div role="status" className={styles.outcome}>
        <SavedFiles files={saving.files} connection={connection} />
      </div>
      {saving.problem && <ProblemCard report={saving.problem} connection={connection} onRetry={saving.save} />}
    </div>
  );
}
