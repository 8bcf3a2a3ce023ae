import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { Disclosure } from "../../../components/Disclosure";
import { Mail20Regular, Warning20Filled } from "../../../components/icons";
import { useWords } from "../../../i18n";
import type { ConsentAgain as Again, ConnectionView } from "../../../ipc";
import { LinkRows } from "./LinkRows";

const useStyles = makeStyles({
  again: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  title: {
    display: "flex",
    gap: tokens.spacingHorizontalS,
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    "& svg": { flexShrink: 0, color: tokens.colorStatusWarningForeground3 },
  },
  about: { margin: 0 },
  which: { width: "100%" },
});

interface ConsentAgainProps {
  connection: ConnectionView;
  again: Again;
  /** The person wants to invite these. */
  onInvite(tenantIds: string[]): void;
}

/** Permissions were added: who consented before, must consent again, and the links for it. Nothing where nobody must. */
export function ConsentAgain({ connection, again, onInvite }: ConsentAgainProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { permissions, customers } = again;
  const count = customers.length;
  if (count === 0) return null;
  const title = t("invitations.again.title", { count });
  return (
    <section className={styles.again} aria-label={title} data-testid="consent-again">
      <h3 className={styles.title}>
        <Warning20Filled />
        {title}
      </h3>
      <p className={styles.about}>{t("invitations.again.about")}</p>
      <ul className={styles.about}>
        {permissions.map(({ api, permission }) => (
          <li key={`${api} ${permission}`}>
            {permission} ({t(`common.api.${api}`)})
          </li>
        ))}
      </ul>
      <Button
        icon={<Mail20Regular />}
        data-testid="invite-these-again"
        onClick={() => onInvite(customers.map(({ tenantId }) => tenantId))}
      >
        {t("invitations.again.invite", { count })}
      </Button>
      <Disclosure className={styles.which} title={t("invitations.again.which")}>
        <LinkRows {...{ connection, customers }} />
      </Disclosure>
    </section>
  );
}
