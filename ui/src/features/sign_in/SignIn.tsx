import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { Copy20Regular, Open20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type SignInAttempt, useDoor } from "../../ipc";
import { Failed } from "./Failed";
import { PageError } from "./PageError";
import { Stages } from "./Stages";
import { TimeLeft } from "./TimeLeft";
import { useAttempt } from "./useAttempt";

const useStyles = makeStyles({
  left: { margin: `${tokens.spacingVerticalL} 0 0`, color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalM },
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
          <Links attempt={attempt} onCancel={leave} />
        </Panel>
        <PageError connectionId={connectionId} connection={connection} />
      </div>
    </Page>
  );
}

function Links({ attempt, onCancel }: { attempt: SignInAttempt; onCancel(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const task = useTask();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    task.run(async () => {
      await door.copySignInLink(attempt.attemptId);
      setCopied(true);
    });
  return (
    <>
      <div className={styles.actions}>
        <Button
          icon={<Open20Regular />}
          iconPosition="after"
          onClick={() => task.run(() => door.openSignInLink(attempt.attemptId))}
        >
          {t("sign_in.open_again")}
        </Button>
        <Button icon={<Copy20Regular />} data-testid="waiting-copy-link" onClick={copy}>
          <span role="status">{t(copied ? "sign_in.link_copied" : "sign_in.copy_link")}</span>
        </Button>
        <Button data-testid="waiting-cancel" onClick={onCancel}>
          {t("sign_in.cancel")}
        </Button>
      </div>
      {task.problem && <ProblemCard report={task.problem} />}
    </>
  );
}
