import { makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { lazy, Suspense, useState } from "react";
import { atCustomer } from "../../../app/customer";
import { Disclosure } from "../../../components/Disclosure";
import { EvidenceList } from "../../../components/EvidenceList";
import { ProblemCard } from "../../../components/ProblemCard";
import { SidePanel } from "../../../components/SidePanel";
import { useWords } from "../../../i18n";
import type { ConnectionView, CustomerPanelView } from "../../../ipc";
import { SkippedBadge } from "../SkippedBadge";
import { StateWord } from "../StateWord";
import { INVITABLE } from "../states";
import type { Looking } from "../useLooking";
import { CustomerActions } from "./CustomerActions";
import { CustomerFacts } from "./CustomerFacts";
import { CustomerName } from "./CustomerName";
import { Permissions } from "./Permissions";
import { useCustomer } from "./useCustomer";

const InvitationPart = lazy(() => import("../invite/InvitationPart"));

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

interface CustomerPanelProps {
  connection: ConnectionView;
  tenantId: string;
  /** Grows with each change of the board. */
  revision: number;
  looking: Looking;
  /** The board is different now. */
  onChanged(): void;
  onClose(): void;
}

/** One customer: how far, how that is known, what is missing, and what can be done. */
export function CustomerPanel({ connection, tenantId, revision, looking, onChanged, onClose }: CustomerPanelProps) {
  const { t } = useWords();
  const { customer, problem, reload } = useCustomer(connection.id, tenantId, revision);
  const changed = () => {
    void reload();
    onChanged();
  };
  return (
    <SidePanel
      testId="customer-panel"
      wide
      title={customer ? (customer.name ?? customer.domain) : t("tenants.panel.label")}
      top={customer ? <Top customer={customer} /> : null}
      onClose={onClose}
    >
      {problem && <ProblemCard report={problem} onRetry={reload} />}
      {!customer && !problem && <Spinner delay={300} />}
      {customer && <Parts {...{ connection, customer, looking, onClose }} onChanged={changed} />}
    </SidePanel>
  );
}

function Top({ customer: { state, skipped } }: { customer: CustomerPanelView }) {
  return (
    <>
      <StateWord state={state} />
      {skipped && <SkippedBadge />}
    </>
  );
}

interface PartsProps extends Pick<CustomerPanelProps, "connection" | "looking" | "onChanged" | "onClose"> {
  customer: CustomerPanelView;
}

function Parts({ connection, customer, looking, onChanged, onClose }: PartsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { tenantId, finding, evidence } = customer;
  // Who waits for a consent wants the link, and looks no further. Its place stays when the state turns meanwhile.
  const [invitable] = useState(() => INVITABLE.includes(customer.state));
  const invitation = (
    <Suspense fallback={null}>
      <InvitationPart key={tenantId} connectionId={connection.id} customer={customer} onChanged={onChanged} />
    </Suspense>
  );
  return (
    <div className={styles.parts}>
      <CustomerName connectionId={connection.id} customer={customer} onChanged={onChanged} />
      {invitable && invitation}
      {finding && (
        <ProblemCard
          // What an administrator has to be told is the invitation above.
          report={invitable && finding.remedy === "ask_admin" ? { ...finding, remedy: "none" } : finding}
          connection={atCustomer(connection, customer)}
          onRetry={() => void looking.look([tenantId])}
        />
      )}
      <CustomerFacts customer={customer} />
      <Permissions present={customer.present} missing={customer.missing} />
      <Disclosure title={t("checklist.how.title")}>
        <EvidenceList evidence={evidence} />
      </Disclosure>
      {!invitable && invitation}
      <CustomerActions {...{ connection, customer, looking, onChanged, onClose }} />
    </div>
  );
}
