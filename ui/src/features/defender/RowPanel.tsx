import { makeStyles } from "@fluentui/react-components";
import { SidePanel } from "../../components/SidePanel";
import { severityOf, TONE } from "../../components/severity";
import type { OpenedRow } from "../../components/table/ResultTable";
import { textsOf } from "../../components/table/words";
import { useWords } from "../../i18n";
import type { Column, ConnectionView } from "../../ipc";
import { Details } from "./Details";
import { FACTS, type ListKind } from "./kinds";
import { RowFacts } from "./RowFacts";

const useStyles = makeStyles({
  dot: { width: "10px", height: "10px", borderRadius: "50%", flexShrink: 0 },
});

interface RowPanelProps {
  opened: OpenedRow;
  kind: ListKind;
  columns: Column[];
  connection: ConnectionView;
  /** The rows are of many customers: each row says whose it is. */
  ofCustomers: boolean;
  onClose(): void;
}

/** What is behind one row, beside the table. */
export function RowPanel({ opened, kind, columns, connection, ofCustomers, onClose }: RowPanelProps) {
  const styles = useStyles();
  const { t } = useWords();
  const say = (name: string) => textsOf(opened.cell(name))[0] ?? "";
  const weighed = columns.find((column) => column.kind === "severity");
  const severity = weighed ? severityOf(opened.cell(weighed.name)) : null;
  // What is behind a row of a customer is asked there and nowhere else: its number means another incident elsewhere.
  const customer = ofCustomers ? { tenantId: say("tenant"), domain: say("customer") } : null;
  const words = [
    ...(customer ? [customer.domain] : []),
    ...(severity ? [t(`defender.severity.${severity}`)] : []),
    t("defender.details.row", { kind: t(`defender.one.${kind}`), id: say("id") }),
  ];
  const top = (
    <>
      {severity && <span className={styles.dot} style={{ backgroundColor: TONE[severity] }} />}
      <span>{words.join(" · ")}</span>
    </>
  );
  return (
    <SidePanel testId="row-panel" title={say(FACTS[kind].layout.main ?? "id")} top={top} onClose={onClose}>
      {kind === "incidents" ? (
        <Details
          {...{ connection, customer }}
          incidentId={say("id")}
          created={say("created")}
          updated={say("updated")}
        />
      ) : (
        <RowFacts opened={opened} columns={columns} layout={FACTS[kind].layout} />
      )}
    </SidePanel>
  );
}
