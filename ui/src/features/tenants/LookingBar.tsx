import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import type { Looking } from "./useLooking";

const useStyles = makeStyles({
  row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexShrink: 0 },
  bar: { flex: "1 1 auto" },
});

/** How far a look is that somebody asked for. */
export function LookingBar({ looking: { progress, cancel } }: { looking: Looking }) {
  const styles = useStyles();
  const { t } = useWords();
  if (!progress) return null;
  const words = t("tenants.look.progress", { done: progress.done, count: progress.of });
  return (
    <div className={styles.row}>
      <span role="status">{words}</span>
      <ProgressBar className={styles.bar} value={progress.done} max={Math.max(1, progress.of)} aria-label={words} />
      <Button size="small" onClick={cancel}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
