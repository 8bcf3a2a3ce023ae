import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { useStartSignIn } from "../../app/sign_in";
import { useTask } from "../../app/task";
import { ClipboardPaste20Regular, Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type Step, useDoor } from "../../ipc";
import { ClientIdField } from "./ClientIdField";
import type { useChecklist } from "./useChecklist";

const useStyles = makeStyles({
  hint: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
  kept: { margin: `${tokens.spacingVerticalS} 0 0`, color: tokens.colorNeutralForeground2 },
});

interface StepAnswerProps {
  step: Step;
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
  /** Whether this is the one primary action now. */
  primary: boolean;
}

/** What the person gives back in this step, if anything. */
export function StepAnswer({ step, connection, inHand, primary }: StepAnswerProps) {
  switch (step.input) {
    case "client_id":
      return <ClientIdField step={step} connection={connection} inHand={inHand} primary={primary} />;
    case "secret":
      return <SecretFromClipboard connection={connection} inHand={inHand} primary={primary} />;
    case "sign_in":
      return <SignInButton step={step} connection={connection} primary={primary} />;
    case "read":
      return <ReadButton connection={connection} primary={primary} />;
    case "certificate":
    case "redirect_uri":
    case "customer":
    case "consent":
    case "none":
      return null;
  }
}

function SecretFromClipboard({ connection, inHand, primary }: Omit<StepAnswerProps, "step">) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const kept = connection.secret !== "missing";
  return (
    <>
      <p className={styles.hint}>{t("checklist.secret.how")}</p>
      <Button
        appearance={primary ? "primary" : "secondary"}
        icon={<ClipboardPaste20Regular />}
        data-testid="take-secret"
        data-answer
        disabledFocusable={inHand.busy}
        onClick={() => inHand.act(() => door.takeSecretFromClipboard(connection.id))}
      >
        {t(kept ? "checklist.secret.take_again" : "checklist.secret.take")}
      </Button>
      <p className={styles.kept} role="status">
        {t(`checklist.secret.${connection.secret}`)}
      </p>
    </>
  );
}

function SignInButton({ step, connection, primary }: Omit<StepAnswerProps, "inHand">) {
  const styles = useStyles();
  const { t } = useWords();
  const startSignIn = useStartSignIn();
  const starting = useTask();
  const start = () => starting.run(() => startSignIn(connection.id));
  return (
    <>
      <p className={styles.hint}>{t("checklist.sign_in_hint")}</p>
      {starting.problem && <ProblemCard report={starting.problem} connection={connection} onRetry={start} />}
      <Button
        appearance={primary && step.state !== "proved" ? "primary" : "secondary"}
        icon={<Open20Regular />}
        iconPosition="after"
        data-testid="sign-in-start"
        data-answer
        disabled={starting.busy}
        onClick={start}
      >
        {t("checklist.sign_in")}
      </Button>
    </>
  );
}

function ReadButton({ connection, primary }: { connection: ConnectionView; primary: boolean }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  if (connection.ready) return null;
  return (
    <>
      <p className={styles.hint}>{t("checklist.read_hint")}</p>
      <Button
        appearance={primary ? "primary" : "secondary"}
        data-testid="see-incidents"
        data-answer
        onClick={() => go({ screen: "incidents", connectionId: connection.id, read: true })}
      >
        {t("checklist.read")}
      </Button>
    </>
  );
}
