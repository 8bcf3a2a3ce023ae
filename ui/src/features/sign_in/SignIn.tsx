import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useRef, useState } from "react";
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
import { asReport, type ErrorReport, type SignInAttempt, type SignInStage, useDoor } from "../../ipc";
import { Explain } from "../diagnosis/Explain";
import { Stages } from "./Stages";

const useStyles = makeStyles({
  sheet: { maxWidth: "720px" },
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
  const { stage, failed, cancel } = useAttempt(connectionId, attempt);
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  const toChecklist = () => go({ screen: "checklist", connectionId, step: "sign-in" });
  const retry = () => again.run(() => startSignIn(connectionId));

  const leave = useCallback(async () => {
    await cancel();
    go({ screen: "checklist", connectionId, step: "sign-in" });
  }, [cancel, go, connectionId]);

  useEffect(() => {
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) void leave();
    };
    window.addEventListener("keydown", onEscape);
    return () => window.removeEventListener("keydown", onEscape);
  }, [leave]);

  if (failed) {
    return (
      <Page title={t("sign_in.failed")}>
        <div className={styles.page}>
          <ProblemCard report={failed} connection={connection} onRetry={retry} />
          {again.problem && <ProblemCard report={again.problem} connection={connection} onRetry={retry} />}
          <div className={styles.actions}>
            <Button onClick={toChecklist}>{t("sign_in.to_checklist")}</Button>
          </div>
        </div>
      </Page>
    );
  }
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

/** Follows one attempt to its end. Leaving the screen ends an attempt that is still waiting. */
function useAttempt(connectionId: string, attempt: SignInAttempt) {
  const door = useDoor();
  const { go } = useRoute();
  const { learn } = useSession();
  const [stage, setStage] = useState<SignInStage>("waiting");
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const settled = useRef(false);
  const finished = useRef<Promise<void>>(Promise.resolve());
  const { attemptId } = attempt;

  useEffect(() => {
    let here = true;
    finished.current = door
      .finishSignIn(attemptId, (next) => here && setStage(next))
      .then(
        (checklist) => {
          settled.current = true;
          learn(checklist);
          if (here) go({ screen: "checklist", connectionId });
        },
        (thrown) => {
          // Who gave up is told by the step itself, back on the checklist.
          const left = settled.current;
          settled.current = true;
          if (here && !left) setFailed(asReport(thrown));
        },
      );
    return () => {
      here = false;
      if (!settled.current) door.cancelSignIn(attemptId).catch(() => undefined);
    };
  }, [door, attemptId, connectionId, go, learn]);

  const cancel = useRef(async () => {
    if (settled.current) return;
    settled.current = true;
    await door.cancelSignIn(attemptId).catch(() => undefined);
    await finished.current;
  });
  return { stage, failed, cancel: cancel.current };
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
