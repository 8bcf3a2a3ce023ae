import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useNow } from "../../app/clock";
import { useTask } from "../../app/task";
import { useCopy } from "../../components/CopyValue";
import { Mail20Regular, Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type ConnectionView, type ConsentAttempt, type ConsentLink, type Step, useDoor } from "../../ipc";
import type { useChecklist } from "./useChecklist";

const useStyles = makeStyles({
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalS },
  note: { margin: `${tokens.spacingVerticalM} 0 0`, color: tokens.colorNeutralForeground2 },
  waiting: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
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
  const consent = useConsent(connection.id, inHand);
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
      {consent.attempt ? (
        <Waiting attempt={consent.attempt} onCancel={consent.cancel} />
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

/** Opens the consent page here and waits for the browser to come back. Leaving the step ends the wait. */
function useConsent(connectionId: string, inHand: ReturnType<typeof useChecklist>) {
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [attempt, setAttempt] = useState<ConsentAttempt | null>(null);
  const open = useRef(false);
  const start = () =>
    run(async () => {
      const next = await door.startConsent(connectionId);
      if (!next.listening) return;
      open.current = true;
      setAttempt(next);
      try {
        await inHand.act(() => door.finishConsent(connectionId));
      } finally {
        open.current = false;
        setAttempt(null);
      }
    });
  const cancel = () => door.cancelConsent(connectionId).catch(() => undefined);
  useEffect(
    () => () => {
      if (open.current) door.cancelConsent(connectionId).catch(() => undefined);
    },
    [door, connectionId],
  );
  return { busy, problem, attempt, start, cancel };
}

function Waiting({ attempt, onCancel }: { attempt: ConsentAttempt; onCancel(): void }) {
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
