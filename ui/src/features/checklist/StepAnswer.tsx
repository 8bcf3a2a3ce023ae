import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { ClipboardPaste20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { type ConnectionView, type Step, useDoor } from "../../ipc";
import { CertificateAnswer } from "./CertificateAnswer";
import { ClientIdField } from "./ClientIdField";
import { ConsentAnswer } from "./ConsentAnswer";
import { CredentialChoice } from "./CredentialChoice";
import { CustomerField } from "./CustomerField";
import { RedirectUriField } from "./RedirectUriField";
import { SignInAnswer } from "./SignInAnswer";
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
  /** What the portal is to be given is there now. */
  onMade(): void;
}

/** What the person gives back in this step, if anything. */
export function StepAnswer({ step, connection, inHand, primary, onMade }: StepAnswerProps) {
  switch (step.input) {
    case "client_id":
      return <ClientIdField step={step} connection={connection} inHand={inHand} primary={primary} />;
    case "secret":
      return <SecretFromClipboard connection={connection} inHand={inHand} primary={primary} />;
    case "sign_in":
      return <SignInAnswer step={step} connection={connection} inHand={inHand} primary={primary} />;
    case "read":
      return <ReadButton connection={connection} primary={primary} />;
    case "customer":
      return <CustomerField step={step} connection={connection} inHand={inHand} primary={primary} />;
    case "redirect_uri":
      return <RedirectUriField connection={connection} inHand={inHand} />;
    case "consent":
      return <ConsentAnswer step={step} connection={connection} inHand={inHand} primary={primary} />;
    case "certificate":
      return <CertificateAnswer connection={connection} inHand={inHand} primary={primary} onMade={onMade} />;
    case "none":
      return null;
  }
}

function SecretFromClipboard({
  connection,
  inHand,
  primary,
}: Pick<StepAnswerProps, "connection" | "inHand" | "primary">) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const kept = connection.secret !== "missing";
  return (
    <>
      <CredentialChoice connection={connection} inHand={inHand} />
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

function ReadButton({ connection, primary }: { connection: ConnectionView; primary: boolean }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  if (connection.ready) return null;
  const alerts = connection.goal.api === "mde";
  return (
    <>
      <p className={styles.hint}>{t(alerts ? "checklist.read_hint_alerts" : "checklist.read_hint")}</p>
      <Button
        appearance={primary ? "primary" : "secondary"}
        data-testid="see-incidents"
        data-answer
        onClick={() => go({ screen: "incidents", connectionId: connection.id, read: true })}
      >
        {t(alerts ? "checklist.read_alerts" : "checklist.read")}
      </Button>
    </>
  );
}
