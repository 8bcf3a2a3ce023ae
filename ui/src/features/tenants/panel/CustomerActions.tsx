import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { useSession } from "../../../app/session";
import { useTask } from "../../../app/task";
import {
  ArrowSync20Regular,
  ArrowUndo20Regular,
  Prohibited20Regular,
  Search20Regular,
  ShieldTask20Regular,
} from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type ConnectionView, type CustomerPanelView, useDoor } from "../../../ipc";
import { RemoveCustomers } from "../RemoveCustomers";
import type { Looking } from "../useLooking";

const useStyles = makeStyles({
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface CustomerActionsProps {
  connection: ConnectionView;
  customer: CustomerPanelView;
  looking: Looking;
  onChanged(): void;
  onClose(): void;
}

/** What can be done with one customer. */
export function CustomerActions({ connection, customer, looking, onChanged, onClose }: CustomerActionsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { go } = useRoute();
  const { learn } = useSession();
  const { busy, problem, run } = useTask();
  const { tenantId, domain, name, skipped } = customer;
  // The connection's own screens then speak of this customer.
  const read = () =>
    run(async () => {
      learn(await door.setCustomer(connection.id, domain));
      go({ screen: "incidents", connectionId: connection.id, read: true });
    });
  const hunt = () => go({ screen: "hunting", connectionId: connection.id, customer: { tenantId, domain } });
  const skip = () =>
    run(async () => {
      await door.skipCustomers(connection.id, [tenantId], !skipped);
      onChanged();
    });
  const removed = () => {
    onChanged();
    onClose();
  };
  return (
    <>
      <div className={styles.actions}>
        <Button size="small" icon={<ShieldTask20Regular />} disabled={busy} data-testid="read-customer" onClick={read}>
          {t(connection.goal.api === "mde" ? "tenants.panel.read_alerts" : "tenants.panel.read")}
        </Button>
        <Button size="small" icon={<Search20Regular />} data-testid="hunt-at-customer" onClick={hunt}>
          {t("tenants.panel.hunt")}
        </Button>
        <Button
          size="small"
          icon={<ArrowSync20Regular />}
          disabled={looking.progress !== null}
          data-testid="look-at-customer"
          onClick={() => void looking.look([tenantId])}
        >
          {t("tenants.look.action")}
        </Button>
        <Button
          size="small"
          icon={skipped ? <ArrowUndo20Regular /> : <Prohibited20Regular />}
          disabled={busy}
          data-testid="skip-customer"
          onClick={skip}
        >
          {t(skipped ? "tenants.skip.back" : "tenants.skip.action")}
        </Button>
        <RemoveCustomers
          connectionId={connection.id}
          tenantIds={[tenantId]}
          name={name ?? domain}
          onRemoved={removed}
        />
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </>
  );
}
