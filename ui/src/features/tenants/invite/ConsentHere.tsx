import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useConsentHere } from "../../../app/consent";
import { ConsentWaiting } from "../../../components/ConsentWaiting";
import { Open20Regular } from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type CallbackRead, type ConnectionView, useDoor } from "../../../ipc";
import { CallbackAnswer } from "./CallbackAnswer";

const useStyles = makeStyles({
  here: { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: tokens.spacingVerticalS },
  about: { margin: `${tokens.spacingVerticalS} 0 0`, color: tokens.colorNeutralForeground2 },
});

interface ConsentHereProps {
  connectionId: string;
  connection: ConnectionView | null;
  tenantId: string;
  onChanged(): void;
}

/** Somebody who may agree for the customer sits at this computer. */
export function ConsentHere({ connectionId, connection, tenantId, onChanged }: ConsentHereProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const [read, setRead] = useState<CallbackRead | null>(null);
  const consent = useConsentHere(connectionId, {
    open: () => {
      setRead(null);
      return door.startCustomerConsent(connectionId, tenantId);
    },
    hear: async () => {
      setRead(await door.finishCustomerConsent(connectionId));
      onChanged();
    },
  });
  const { attempt } = consent;
  return (
    <div className={styles.here}>
      <p className={styles.about}>{t("invitations.here.about")}</p>
      {attempt?.listening ? (
        <ConsentWaiting attempt={attempt} onCancel={consent.cancel} />
      ) : (
        <Button
          icon={<Open20Regular />}
          iconPosition="after"
          data-testid="consent-here"
          disabledFocusable={consent.busy}
          onClick={consent.start}
        >
          {t("invitations.here.open")}
        </Button>
      )}
      <div role="status">{attempt && !attempt.listening && t("invitations.here.elsewhere")}</div>
      {attempt?.browserProblem && !attempt.listening && (
        <ProblemCard report={attempt.browserProblem} connection={connection} onRetry={consent.start} />
      )}
      {consent.problem && <ProblemCard report={consent.problem} connection={connection} onRetry={consent.start} />}
      {read && <CallbackAnswer {...{ read, tenantId, connection }} />}
    </div>
  );
}
