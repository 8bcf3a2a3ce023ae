import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useWords } from "../../i18n";
import { type ConnectionView, type Step, useDoor } from "../../ipc";
import type { useChecklist } from "./useChecklist";
import { shortId } from "./WhereChoice";

const useStyles = makeStyles({
  row: { display: "flex", gap: tokens.spacingHorizontalS },
  input: { flex: "0 1 400px", minWidth: 0 },
  known: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
});

interface CustomerFieldProps {
  step: Step;
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
  primary: boolean;
}

/** The customer's domain: typed here, looked up by the desktop, which answers with the tenant. */
export function CustomerField({ step, connection, inHand, primary }: CustomerFieldProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { customer } = connection;
  const [changing, setChanging] = useState(false);
  const [domain, setDomain] = useState("");

  if (customer && step.state === "proved" && !changing) {
    return (
      <div className={styles.known}>
        <span>{t("checklist.customer.known", { domain: customer.domain, tenant: shortId(customer.tenantId) })}</span>
        <Button size="small" onClick={() => setChanging(true)}>
          {t("checklist.customer.change")}
        </Button>
      </div>
    );
  }
  const find = async () => {
    const answer = await inHand.act(() => door.setCustomer(connection.id, domain.trim()));
    if (answer) setChanging(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (domain.trim()) void find();
      }}
    >
      <Field label={t("checklist.customer.label")} hint={t("checklist.customer.hint")}>
        {(field) => (
          <div className={styles.row}>
            <Input
              {...field}
              className={styles.input}
              data-testid="customer-domain"
              data-answer
              value={domain}
              placeholder="fabrikam.com"
              autoComplete="off"
              spellCheck={false}
              onChange={(_, { value }) => setDomain(value)}
            />
            <Button
              type="submit"
              appearance={primary ? "primary" : "secondary"}
              disabled={inHand.busy || domain.trim() === ""}
            >
              {t("checklist.customer.find")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
