import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { ChartRow } from "../../components/charts/ChartRow";
import type { Charted } from "../../components/charts/data";
import { Panel } from "../../components/Panel";
import { FilterChips } from "../../components/table/FilterChips";
import type { Layout } from "../../components/table/layout";
import { type OpenedRow, ResultTable } from "../../components/table/ResultTable";
import { useWords } from "../../i18n";
import type { Column, ConnectionView, ResultKind, TableQuery } from "../../ipc";
import { isList } from "./kinds";
import { RowPanel } from "./RowPanel";

const useStyles = makeStyles({
  room: {
    position: "relative",
    display: "flex",
    gap: tokens.spacingHorizontalL,
    flex: "1 0 360px",
    minHeight: 0,
  },
  left: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    flex: "1 1 0",
    minWidth: 0,
    containerType: "inline-size",
  },
  sheet: {
    display: "flex",
    flexDirection: "column",
    flex: "1 1 auto",
    minHeight: "180px",
    padding: 0,
    overflow: "hidden",
  },
});

interface RowsProps extends Charted {
  columns: Column[];
  kind: ResultKind;
  layout: Layout;
  /** The column of the chart over time; none where nothing has a time. */
  time: string | null;
  /** The columns whose values are drawn as bars. */
  facets: readonly string[];
  connection: ConnectionView;
  /** The rows are of many customers: each row says whose it is. */
  ofCustomers?: boolean;
  onQuery(query: TableQuery): void;
  /** Asks the same once more, where the rows are no longer held. */
  onAgain(): void;
}

/** Rows that came back: as charts, as a table, and what is behind one of them. */
export function Rows(props: RowsProps) {
  const { resultId, columns, kind, layout, time, facets, query, revision, connection, onQuery, onAgain } = props;
  const { ofCustomers = false } = props;
  const styles = useStyles();
  const { t } = useWords();
  const [opened, setOpened] = useState<OpenedRow | null>(null);
  const name = t(`results.kind.${kind}`);
  return (
    <div className={styles.room}>
      <div className={styles.left}>
        <ChartRow {...{ resultId, columns, time, facets, revision, query, onQuery }} />
        <Panel className={styles.sheet} label={name}>
          <ResultTable
            {...{ resultId, columns, layout, query, revision, onQuery }}
            kind={ofCustomers ? `${kind} of customers` : kind}
            label={t("defender.table.label", { kind: name })}
            open={opened?.row ?? null}
            onGone={onAgain}
            {...(isList(kind) ? { onOpen: setOpened } : {})}
          >
            <FilterChips columns={columns} query={query} onQuery={onQuery} />
          </ResultTable>
        </Panel>
      </div>
      {opened && isList(kind) && (
        <RowPanel
          key={`${revision} ${opened.row}`}
          {...{ opened, kind, columns, connection, ofCustomers }}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}
