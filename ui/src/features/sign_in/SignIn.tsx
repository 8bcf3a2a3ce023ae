import { makeStyles, tokens } from "@fluentui/react-components";
import { useSession } from "../../app/session";

import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { SignInAttempt } from "../../ipc";
import { AttemptLinks } from "./AttemptLinks";
import { Failed } from "./Failed";
import { PageError } from "./PageError";
import { Stages } from "./Stages";
import { TimeLeft } from "./TimeLeft";
import { useAttempt } from "./useAttempt";

const useStyles = makeStyles({
  left: { margin: `${tokens.spacingVerticalL} 0 0`, color: tokens.colorNeutralForeground2 },
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "754px" },
});

/** Waits for the browser: what is happening, how long, and the ways out. */
export default function SignIn({ connectionId, attempt }: { connectionId: string; attempt: SignInAttempt }) {
  const styles = useStyles();
  const { t } = useWords();
  const { connections } = useSession();
  const { stage, failed, leave } = useAttempt(connectionId, attempt.attemptId);
  const connection = connections?.find((one) => one.id === connectionId) ?? null;

  if (failed) return <Failed connectionId={connectionId} connection={connection} report={failed} />;
  return (
    <Page title={t("sign_in.title")} lead={t("sign_in.lead")}>
      <div className={styles.page} data-testid="waiting">
        {attempt.browserProblem && stage === "waiting" && (
          <ProblemCard report={attempt.browserProblem} connection={connection} />
        )}
        <Panel>
          <Stages stage={stage} />
          <TimeLeft
            className={styles.left}
            expiresAt={attempt.expiresAt}
            words={["sign_in.time_left", "sign_in.time_over"]}
          />
          <AttemptLinks attempt={attempt} onCancel={leave} />
        </Panel>
        <PageError connectionId={connectionId} connection={connection} />
      </div>
    </Page>
  );
}
