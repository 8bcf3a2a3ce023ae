import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useCallback, useState } from "react";
import { useNow } from "../../app/clock";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useStartSignIn } from "../../app/sign_in";
import { useTask } from "../../app/task";
import { Disclosure } from "../../components/Disclosure";
import { Copy20Regular, Open20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type SignInAttempt, useDoor } from "../../ipc";
import { Explain } from "../diagnosis/Explain";
import { Failed } from "./Failed";
import { Stages } from "./Stages";
import { useAttempt, useEscape } from "./useAttempt";

const useStyles = makeStyles({
  left: { margin: `${tokens.spacingVerticalL} 0 0`, color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalM },
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "754px" },
});

/** Waits for the browser: what is happening, how long, and the ways out. */
export default function SignIn({ connectionId, attempt }: { connectionId: string; attempt: SignInAttempt }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const startSignIn = useStartSignIn();
  const again = useTask();
  const { stage, failed, cancel } = useAttempt(connectionId, attempt.attemptId);
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  const retry = () => again.run(() => startSignIn(connectionId));

  const leave = useCallback(async () => {
    await cancel();
    go({ screen: "checklist", connectionId, step: "sign-in" });
  }, [cancel, go, connectionId]);

  useEscape(leave);

  if (failed) return <Failed connectionId={connectionId} connection={connection} report={failed} />;
  return (
    <Page title={t("sign_in.title")} lead={t("sign_in.lead")}>
      <div className={styles.page} data-testid="waiting">
        {attempt.browserProblem && stage === "waiting" && (
          <ProblemCard report={attempt.browserProblem} connection={connection} />
        )}
        <Panel>
          <Stages stage={stage} />
          <Waiting attempt={attempt} />
          <Links attempt={attempt} onCancel={leave} />
        </Panel>
        <Disclosure title={t("sign_in.error_title")}>
          <p className={styles.left}>{t("sign_in.error_body")}</p>
          <Explain connection={connection} onRetry={retry} />
        </Disclosure>
      </div>
    </Page>
  );
}

function Waiting({ attempt }: { attempt: SignInAttempt }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(1000);
  const left = Date.parse(attempt.expiresAt) - now;
  return (
    <p className={styles.left} role="timer" aria-live="off">
      {left > 0 ? t("sign_in.time_left", { time: format.duration(left) }) : t("sign_in.time_over")}
    </p>
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
