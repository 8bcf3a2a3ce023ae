import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../../app/task";
import { Checkmark20Regular, Link20Regular } from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { Spoken } from "../../../components/Spoken";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { type ConnectionView, type CustomerBrief, useDoor } from "../../../ipc";
import { likelyLanguage } from "./choices";

/** One by one is for a few; the table for mail merge has them all. */
const SHOWN = 50;

const useStyles = makeStyles({
  rows: { margin: `${tokens.spacingVerticalS} 0 0`, padding: 0, listStyleType: "none" },
  row: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "36px",
    "& span": { flex: "1 1 auto", minWidth: 0, overflowWrap: "anywhere" },
    "& button": { flexShrink: 0 },
  },
});

interface LinkRowsProps {
  connection: ConnectionView;
  customers: CustomerBrief[];
}

/** Customers, each with its link to copy. */
export function LinkRows({ connection, customers }: LinkRowsProps) {
  const styles = useStyles();
  const { t, language } = useWords();
  const format = useFormat();
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = ({ tenantId, domain }: CustomerBrief) =>
    run(async () => {
      setCopied(null);
      const choice = { form: "static", language: likelyLanguage(domain, language) } as const;
      await door.copyInvitation(connection.id, tenantId, choice, "link");
      setCopied(tenantId);
    });
  const rest = customers.length - SHOWN;
  return (
    <>
      <ul className={styles.rows}>
        {customers.slice(0, SHOWN).map((customer) => (
          <li key={customer.tenantId} className={styles.row}>
            <span>{customer.name ?? customer.domain}</span>
            <Button
              size="small"
              icon={copied === customer.tenantId ? <Checkmark20Regular /> : <Link20Regular />}
              aria-label={t("invitations.again.copy_link_of", { domain: customer.domain })}
              disabledFocusable={busy}
              onClick={() => copy(customer)}
            >
              {t(copied === customer.tenantId ? "common.copied" : "invitations.invitation.copy_link")}
            </Button>
          </li>
        ))}
        {rest > 0 && <li>{t("invitations.and_more", { number: format.number(rest) })}</li>}
      </ul>
      <Spoken>{copied ? t("invitations.invitation.copied_link") : ""}</Spoken>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </>
  );
}
