import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../../app/task";
import { Edit20Regular } from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type CustomerPanelView, useDoor } from "../../../ipc";

const useStyles = makeStyles({
  row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  words: { flex: "1 1 auto", minWidth: 0, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  id: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, userSelect: "all" },
  input: { flex: "1 1 auto", minWidth: 0 },
});

interface CustomerNameProps {
  connectionId: string;
  customer: CustomerPanelView;
  onChanged(): void;
}

/** Which tenant it is, and what people call it. */
export function CustomerName({ connectionId, customer, onChanged }: CustomerNameProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [typed, setTyped] = useState<string | null>(null);
  const { tenantId, domain, name } = customer;
  const keep = () =>
    run(async () => {
      await door.nameCustomer(connectionId, tenantId, (typed ?? "").trim());
      setTyped(null);
      onChanged();
    });
  if (typed === null) {
    return (
      <div className={styles.row}>
        <div className={styles.words}>
          {name && <div>{domain}</div>}
          <div className={styles.id}>{tenantId}</div>
        </div>
        <Button
          size="small"
          appearance="subtle"
          icon={<Edit20Regular />}
          data-testid="rename-customer"
          onClick={() => setTyped(name ?? "")}
        >
          {t("tenants.name.change")}
        </Button>
      </div>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field label={t("tenants.name.label")} hint={t("tenants.name.hint")}>
        {(field) => (
          <div className={styles.row}>
            <Input
              {...field}
              className={styles.input}
              autoFocus
              data-testid="customer-name"
              value={typed}
              placeholder={domain}
              autoComplete="off"
              onChange={(_, { value }) => setTyped(value)}
            />
            <Button size="small" type="submit" disabled={busy}>
              {t("tenants.name.keep")}
            </Button>
            <Button size="small" appearance="subtle" onClick={() => setTyped(null)}>
              {t("common.cancel")}
            </Button>
          </div>
        )}
      </Field>
      {problem && <ProblemCard report={problem} onRetry={keep} />}
    </form>
  );
}
