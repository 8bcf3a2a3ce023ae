import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useNow } from "../app/clock";
import { useWords } from "../i18n";
import { useFormat } from "../i18n/format";
import type { ConsentAttempt } from "../ipc";
import { ProblemCard } from "./ProblemCard";

const useStyles = makeStyles({
  waiting: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
});

/** The consent page is open in the browser: how long its answer is waited for, and the way out. */
export function ConsentWaiting({ attempt, onCancel }: { attempt: ConsentAttempt; onCancel(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const left = Date.parse(attempt.expiresAt) - useNow(1000);
  return (
    <div className={styles.waiting} data-testid="consent-waiting">
      {attempt.browserProblem && <ProblemCard report={attempt.browserProblem} />}
      <Spinner size="tiny" label={t("checklist.consent.waiting")} />
      <span role="timer" aria-live="off">
        {t("checklist.consent.time_left", { time: format.duration(left) })}
      </span>
      <Button onClick={onCancel}>{t("common.cancel")}</Button>
    </div>
  );
}
