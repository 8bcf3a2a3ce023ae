import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { ReadProgress } from "../../ipc";

const useStyles = makeStyles({
  sheet: { flexShrink: 0 },
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalS,
  },
  words: { flex: "1 1 auto" },
});

/** The query is under way. */
export function Running({ progress, onCancel }: { progress: ReadProgress | null; onCancel(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const seconds = progress?.waitingSeconds;
  return (
    <Panel className={styles.sheet}>
      <div className={styles.line}>
        <div className={styles.words} role="status">
          {seconds ? t("hunting.waiting", { seconds }) : t("hunting.running")}
        </div>
        <Button data-testid="hunt-cancel" onClick={onCancel}>
          {t("hunting.cancel")}
        </Button>
      </div>
      <ProgressBar aria-label={t("hunting.running")} />
    </Panel>
  );
}
