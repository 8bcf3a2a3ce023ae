import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useConsentHere } from "../../app/consent";
import { useTask } from "../../app/task";
import { ConsentWaiting } from "../../components/ConsentWaiting";
import { useCopy } from "../../components/CopyValue";
import { Mail20Regular, Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type ConsentLink, type Step, useDoor } from "../../ipc";
import type { useChecklist } from "./useChecklist";

const useStyles = makeStyles({
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalS },
  note: { margin: `${tokens.spacingVerticalM} 0 0`, color: tokens.colorNeutralForeground2 },
});

interface ConsentAnswerProps {
  step: Step;
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
  primary: boolean;
}

/** The customer's consent: a link to send with a message, or the page itself for whoever may agree here and now. */
export function ConsentAnswer({ step, connection, inHand, primary }: ConsentAnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { said, copy } = useCopy();
  const asking = useTask();
  const [link, setLink] = useState<ConsentLink | null>(null);
  const consent = useConsentHere(connection.id, {
    open: () => door.startConsent(connection.id),
    hear: () => inHand.act(() => door.finishConsent(connection.id)),
  });
  const customer = connection.customer?.tenantId ?? null;

  const { run } = asking;
  useEffect(() => {
    if (customer) void run(async () => setLink(await door.consentLink(connection.id)));
  }, [door, connection.id, customer, run]);

  if (step.state === "proved") return null;
  const role = step.roles[0];
  const message = (of: ConsentLink) =>
    t("checklist.consent.message", {
      domain: of.domain,
      link: of.link,
      app: connection.appName,
      permissions: connection.permissions.join(", "),
      role: role ? t(`checklist.roles.${role}`) : "",
    });
  return (
    <>
      {asking.problem && <ProblemCard report={asking.problem} connection={connection} />}
      {consent.problem && <ProblemCard report={consent.problem} connection={connection} onRetry={consent.start} />}
      {consent.attempt?.listening ? (
        <ConsentWaiting attempt={consent.attempt} onCancel={consent.cancel} />
      ) : (
        <div className={styles.actions}>
          <Button
            appearance={primary ? "primary" : "secondary"}
            icon={<Mail20Regular />}
            data-answer
            data-testid="copy-consent-message"
            disabled={link === null}
            onClick={() => link && copy(message(link))}
          >
            {t("checklist.consent.copy_message")}
          </Button>
          <Button
            icon={<Open20Regular />}
            iconPosition="after"
            data-testid="open-consent"
            disabled={inHand.busy || consent.busy || link === null}
            onClick={consent.start}
          >
            {t("checklist.consent.open_here")}
          </Button>
        </div>
      )}
      <p className={styles.note} role="status">
        {said === "copied" && t("checklist.consent.message_copied")}
        {said === "failed" && t("common.copy_failed")}
      </p>
      {link?.loopback && <p className={styles.note}>{t("checklist.consent.loopback_note")}</p>}
    </>
  );
}
