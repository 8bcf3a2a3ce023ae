import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useNow } from "../../../app/clock";
import { atCustomer } from "../../../app/customer";
import { useRoute } from "../../../app/route";
import { useSession } from "../../../app/session";
import { useTask } from "../../../app/task";
import { ArrowLeft20Regular, Edit20Regular, Open20Regular } from "../../../components/icons";
import { Page } from "../../../components/Page";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { SeverityWord } from "../../../components/SeverityWord";
import { useResultWords } from "../../../components/table/words";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { type ConnectionView, type CustomerView, type IncidentDetails, useDoor } from "../../../ipc";
import { ChangePanel } from "./ChangePanel";
import { Comments } from "./Comments";
import { EvidenceFound } from "./EvidenceFound";
import { HuntFromHere } from "./HuntFromHere";
import { Story } from "./Story";
import { Touched } from "./Touched";

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 3fr) minmax(280px, 2fr)",
    gap: tokens.spacingHorizontalL,
    alignItems: "start",
    "@media (max-width: 1000px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  column: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, minWidth: 0 },
  back: { alignSelf: "flex-start" },
  description: { margin: 0 },
});

interface IncidentPageProps {
  connectionId: string;
  incidentId: string;
  /** Whose it is, where it is not the connection's own. */
  customer: CustomerView | null;
}

/** Everything about one incident: its story, who and what was touched, and how to change it. */
export default function IncidentPage({ connectionId, incidentId, customer }: IncidentPageProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const door = useDoor();
  const { connections } = useSession();
  const connection = connections?.find(({ id }) => id === connectionId) ?? null;
  const { busy, problem, run } = useTask();
  const [details, setDetails] = useState<IncidentDetails | null>(null);
  const tenantId = customer?.tenantId ?? null;
  const load = useCallback(
    () => run(async () => setDetails(await door.incidentDetails(connectionId, tenantId, incidentId))),
    [door, connectionId, tenantId, incidentId, run],
  );
  useEffect(() => void load(), [load]);
  const back = (
    <Button
      className={styles.back}
      appearance="subtle"
      icon={<ArrowLeft20Regular />}
      data-testid="incident-back"
      onClick={() => go({ screen: customer ? "sweep" : "incidents", connectionId })}
    >
      {t(customer ? "defender.incident.back_to_all" : "defender.incident.back")}
    </Button>
  );
  if (connection && details) return <Whole {...{ connection, customer, details, back }} onDetails={setDetails} />;
  return (
    <Page title={t("defender.details.row", { kind: t("defender.one.incidents"), id: incidentId })}>
      {back}
      {busy && <Spinner label={t("defender.details.loading")} />}
      {problem && (
        <ProblemCard report={problem} connection={connection && atCustomer(connection, customer)} onRetry={load} />
      )}
    </Page>
  );
}

interface WholeProps {
  connection: ConnectionView;
  customer: CustomerView | null;
  details: IncidentDetails;
  back: ReactNode;
  onDetails(details: IncidentDetails): void;
}

function Whole({ connection, customer, details, back, onDetails }: WholeProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  const [changing, setChanging] = useState(false);
  return (
    <Page
      title={details.title}
      lead={<Lead {...{ details, customer }} />}
      wide
      actions={
        <>
          <Button
            icon={<Open20Regular />}
            iconPosition="after"
            onClick={() => opening.run(() => door.openIncident(connection.id, customer?.tenantId ?? null, details.id))}
          >
            {t("defender.details.open")}
          </Button>
          <HuntFromHere {...{ details, connection, customer }} />
          <Button
            appearance="primary"
            icon={<Edit20Regular />}
            data-testid="change-incident"
            disabled={changing}
            onClick={() => setChanging(true)}
          >
            {t("defender.change.open")}
          </Button>
        </>
      }
    >
      {back}
      {opening.problem && <ProblemCard report={opening.problem} connection={atCustomer(connection, customer)} />}
      {changing && (
        <ChangePanel {...{ connection, customer, details }} onClose={() => setChanging(false)} onChanged={onDetails} />
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {details.description && (
            <Panel>
              <p className={styles.description}>{details.description}</p>
            </Panel>
          )}
          <Story details={details} />
          <EvidenceFound evidence={details.evidence} />
        </div>
        <div className={styles.column}>
          <Touched details={details} />
          <Comments comments={details.comments} />
        </div>
      </div>
    </Page>
  );
}

/** What an analyst looks at first: how bad, whose, how far. */
function Lead({ details, customer }: Pick<WholeProps, "details" | "customer">) {
  const { t } = useWords();
  const format = useFormat();
  const words = useResultWords();
  const now = useNow(60_000);
  const parts = [
    ...(customer ? [t("defender.incident.whose", { domain: customer.domain })] : []),
    t("defender.details.row", { kind: t("defender.one.incidents"), id: details.id }),
    ...(details.status ? [words.value("status", details.status)] : []),
    details.assignedTo ?? t("defender.incident.unassigned"),
    ...(details.classification ? [words.value("classification", details.classification)] : []),
    ...(details.determination ? [words.value("determination", details.determination)] : []),
    t("defender.details.created", { when: format.moment(details.created) }),
    t("defender.details.updated", { when: format.ago(details.updated, now) }),
  ];
  return (
    <span data-testid="incident-lead">
      <SeverityWord severity={details.severity} /> · {parts.join(" · ")}
    </span>
  );
}
