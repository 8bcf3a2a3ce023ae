import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { CheckProgress } from "../../ipc";

const useStyles = makeStyles({
  row: {
    flex: "1 1 100%",
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
  },
  // As wide as its longest text, so that nothing jumps while seconds go by.
  words: { minWidth: "300px", fontVariantNumeric: "tabular-nums" },
  why: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** The wait for a change to be known everywhere: how long it took so far, when the next look is, and the way out. */
export function WaitingForEntra({ progress, onStop }: { progress: CheckProgress; onStop(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const passed = useSince(progress);
  const waited = format.duration(progress.waitedMs + passed);
  const next = progress.nextInMs === null ? null : Math.max(0, progress.nextInMs - passed);
  return (
    <div className={styles.row} data-testid="waiting-for-entra">
      <Spinner size="tiny" />
      <div className={styles.words}>
        <div role="timer" aria-live="off">
          {next === null
            ? t("checklist.waiting.looking", { waited })
            : t("checklist.waiting.next", { waited, next: format.duration(next) })}
        </div>
        <div className={styles.why}>{t("checklist.waiting.why")}</div>
      </div>
      <Button data-testid="stop-waiting" onClick={onStop}>
        {t("checklist.waiting.stop")}
      </Button>
    </div>
  );
}

/** Milliseconds since the last word from the assistant, which speaks only at each look. */
function useSince(progress: CheckProgress): number {
  const [passed, setPassed] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each word starts the count anew
  useEffect(() => {
    const from = performance.now();
    setPassed(0);
    const timer = setInterval(() => setPassed(performance.now() - from), 1000);
    return () => clearInterval(timer);
  }, [progress]);
  return passed;
}
