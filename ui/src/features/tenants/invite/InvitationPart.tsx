import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useSession } from "../../../app/session";
import { Disclosure } from "../../../components/Disclosure";
import { Mail20Regular } from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import type { ConnectionView, CustomerPanelView, InvitationChoice } from "../../../ipc";
import { INVITABLE } from "../states";
import { ConsentHere } from "./ConsentHere";
import { FormChoice, LanguageChoice, likelyLanguage } from "./choices";
import { Handoff } from "./Handoff";
import { Letter } from "./Letter";
import { PastedAddress } from "./PastedAddress";
import { RedirectPage } from "./RedirectPage";
import { useInvitation } from "./useInvitation";

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "stretch", minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  inside: { paddingTop: tokens.spacingVerticalS },
});

interface InvitationPartProps {
  connectionId: string;
  customer: Pick<CustomerPanelView, "tenantId" | "domain" | "name" | "state">;
  /** Something was learnt or sent: the panel looks again. */
  onChanged(): void;
}

/** The invitation of one customer, a part of the customer's panel. Brings its own heading. */
export default function InvitationPart(props: InvitationPartProps) {
  return <Part key={props.customer.tenantId} {...props} />;
}

function Part({ connectionId, customer, onChanged }: InvitationPartProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  const { state } = customer;
  const settled = state === "consented" || state === "not-provisioned";
  const invitable = INVITABLE.includes(state);
  // What is open stays open when the customer turns green meanwhile.
  const [open, setOpen] = useState(invitable);
  const name = customer.name ?? customer.domain;
  return (
    <section className={styles.part} aria-label={t("invitations.invitation.title")} data-testid="invitation">
      <h3 className={styles.title}>{t("invitations.invitation.title")}</h3>
      {!invitable && (
        <p className={styles.note}>
          {t(settled ? "invitations.invitation.settled" : "invitations.invitation.in_the_way", { name })}
        </p>
      )}
      {open ? (
        <Written {...{ connectionId, connection, customer, name, invitable, onChanged }} />
      ) : (
        <div>
          <Button icon={<Mail20Regular />} data-testid="invite-again" onClick={() => setOpen(true)}>
            {t("invitations.invitation.again")}
          </Button>
        </div>
      )}
    </section>
  );
}

interface WrittenProps extends InvitationPartProps {
  connection: ConnectionView | null;
  name: string;
  /** The invitation is what comes first for this customer. */
  invitable: boolean;
}

/** The invitation as it is sent, the other ways to bring it to the customer, and what may come back. */
function Written({ connectionId, connection, customer, name, invitable, onChanged }: WrittenProps) {
  const styles = useStyles();
  const { t, language: spoken } = useWords();
  const { tenantId, domain } = customer;
  const [choice, setChoice] = useState<InvitationChoice>({
    form: "static",
    language: likelyLanguage(domain, spoken),
  });
  const { invitation, problem, again } = useInvitation(connectionId, tenantId, choice);
  const inHand = { connectionId, connection, onChanged };
  return (
    <>
      <LanguageChoice
        label={t("invitations.invitation.language", { name })}
        value={choice.language}
        onChoose={(language) => setChoice({ ...choice, language })}
      />
      {problem && <ProblemCard report={problem} connection={connection} onRetry={again} />}
      <Letter {...inHand} {...{ invitation, choice, tenantId }} primary={invitable} />
      <p className={styles.note}>{t("invitations.invitation.afterwards")}</p>
      <Handoff {...inHand} {...{ tenantId }} language={choice.language} />
      <Disclosure title={t("invitations.form.title")}>
        <div className={styles.inside}>
          <FormChoice value={choice.form} onChoose={(form) => setChoice({ ...choice, form })} />
        </div>
      </Disclosure>
      {invitation?.loopback && (
        <Disclosure title={t("invitations.redirect.title")}>
          <RedirectPage connection={connection} language={choice.language} />
        </Disclosure>
      )}
      <Disclosure title={t("invitations.callback.title")}>
        <PastedAddress {...inHand} tenantId={tenantId} />
      </Disclosure>
      <Disclosure title={t("invitations.here.title")}>
        <ConsentHere {...inHand} tenantId={tenantId} />
      </Disclosure>
    </>
  );
}
