import { Spinner } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { StepHeading } from "../../components/StepHeading";
import { useWords } from "../../i18n";
import { type SignInAttempt, useDoor } from "../../ipc";
import { AttemptLinks } from "../sign_in/AttemptLinks";
import { PageError } from "../sign_in/PageError";
import { TimeLeft } from "../sign_in/TimeLeft";
import { useStageStyles } from "./stageStyles";

/** The sign-in of whoever sets up, while the browser has it. */
export function InBrowser({ attempt, onCancel }: { attempt: SignInAttempt; onCancel(): void }) {
  const styles = useStageStyles();
  const { t } = useWords();
  const door = useDoor();
  return (
    <Panel label={t("registration.browser.title")}>
      <div className={styles.row} data-testid="registration-waiting">
        <Spinner size="tiny" aria-hidden="true" />
        <StepHeading className={styles.title}>{t("registration.browser.title")}</StepHeading>
      </div>
      <p className={styles.body}>{t("registration.browser.body")}</p>
      <TimeLeft
        className={styles.body}
        expiresAt={attempt.expiresAt}
        words={["registration.browser.time_left", "registration.browser.time_over"]}
      />
      <AttemptLinks attempt={attempt} onCancel={onCancel} />
      {attempt.browserProblem && <ProblemCard report={attempt.browserProblem} />}
      <div className={styles.apart}>
        <PageError
          connectionId={attempt.connectionId}
          connection={null}
          onRetry={() => door.openSignInLink(attempt.attemptId).catch(() => undefined)}
        />
      </div>
    </Panel>
  );
}
