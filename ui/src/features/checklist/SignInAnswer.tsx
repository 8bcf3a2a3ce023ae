import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from "@fluentui/react-components";
import { useStartSignIn } from "../../app/sign_in";
import { useTask } from "../../app/task";
import { Disclosure } from "../../components/Disclosure";
import { Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type Flow, type Step, useDoor } from "../../ipc";
import { PasswordGrant } from "./PasswordGrant";
import type { useChecklist } from "./useChecklist";

const useStyles = makeStyles({
  hint: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  warning: { marginBottom: tokens.spacingVerticalM },
  more: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, marginTop: tokens.spacingVerticalL },
  body: { margin: `${tokens.spacingVerticalS} 0`, color: tokens.colorNeutralForeground2, maxWidth: "68ch" },
});

interface SignInAnswerProps {
  step: Step;
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
  primary: boolean;
}

/** Signing in: with the browser, or with a code where there is none; and what became of passwords in scripts. */
export function SignInAnswer({ step, connection, inHand, primary }: SignInAnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const startSignIn = useStartSignIn();
  const starting = useTask();
  const start = () => starting.run(() => startSignIn(connection.id));
  const setFlow = (flow: Flow) => inHand.act(() => door.setFlow(connection.id, flow));
  const code = connection.goal.flow === "device_code";
  return (
    <>
      {code ? (
        <MessageBar intent="warning" layout="multiline" className={styles.warning} data-testid="code-policy">
          <MessageBarBody>
            <MessageBarTitle>{t("sign_in.code.policy_title")}</MessageBarTitle> {t("sign_in.code.policy")}
          </MessageBarBody>
        </MessageBar>
      ) : (
        <p className={styles.hint}>{t("checklist.sign_in_hint")}</p>
      )}
      {starting.problem && <ProblemCard report={starting.problem} connection={connection} onRetry={start} />}
      <div className={styles.actions}>
        <Button
          appearance={primary && step.state !== "proved" ? "primary" : "secondary"}
          {...(code ? {} : { icon: <Open20Regular />, iconPosition: "after" as const })}
          data-testid="sign-in-start"
          data-answer
          disabled={starting.busy}
          onClick={start}
        >
          {t(code ? "sign_in.code.start" : "checklist.sign_in")}
        </Button>
        {code && (
          <Button data-testid="flow-browser" disabled={inHand.busy} onClick={() => setFlow("authorization_code")}>
            {t("sign_in.code.browser_instead")}
          </Button>
        )}
      </div>
      <div className={styles.more}>
        {!code && (
          <Disclosure title={t("sign_in.code.offer")}>
            <p className={styles.body}>{t("sign_in.code.offer_body")}</p>
            <p className={styles.body}>{t("sign_in.code.policy")}</p>
            <Button data-testid="flow-code" disabled={inHand.busy} onClick={() => setFlow("device_code")}>
              {t("sign_in.code.choose")}
            </Button>
          </Disclosure>
        )}
        <PasswordGrant />
      </div>
    </>
  );
}
