import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Reading } from "./reading";

const useStyles = makeStyles({
  progress: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalL },
  words: { flex: "1 1 auto" },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** How far a reading is; it can be ended, and what has come stays. */
export function Progress({ reading: { progress }, onCancel }: { reading: Reading; onCancel(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  return (
    <Panel>
      <div className={styles.progress}>
        <div className={styles.words} role="status">
          <div>{t("defender.reading")}</div>
          <div className={styles.soft}>
            {progress?.waitingSeconds
              ? t("defender.throttled", { seconds: progress.waitingSeconds })
              : progress &&
                t("defender.progress", {
                  rows: format.number(progress.rows),
                  calls: t("defender.calls", { count: progress.requests }),
                })}
          </div>
        </div>
        <Button onClick={onCancel}>{t("defender.cancel")}</Button>
      </div>
      <ProgressBar aria-label={t("defender.reading")} />
    </Panel>
  );
}
