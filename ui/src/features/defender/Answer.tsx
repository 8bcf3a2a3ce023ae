import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { Panel } from "../../components/Panel";
import { FilterChips } from "../../components/table/FilterChips";
import { keeping, kept } from "../../components/table/query";
import { type OpenedRow, ResultTable } from "../../components/table/ResultTable";
import { useWords } from "../../i18n";
import type { ConnectionView, ResultView, TableQuery } from "../../ipc";
import { Compare } from "../results/Compare";
import { SaveMenu } from "../results/SaveMenu";
import { Charts } from "./Charts";
import { FACTS, type ListKind } from "./kinds";
import { RowPanel } from "./RowPanel";
import { type Reading, useReadings } from "./reading";
import { Saved } from "./Saved";

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
  take: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    flexShrink: 0,
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

interface AnswerProps {
  view: ResultView;
  kind: ListKind;
  reading: Reading;
  connection: ConnectionView;
  /** Asks the same once more. */
  onAgain(): void;
}

/** What came back: charts, the table, what is behind one row, and where it was saved. */
export function Answer({ view, kind, reading, connection, onAgain }: AnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const readings = useReadings();
  const [opened, setOpened] = useState<OpenedRow | null>(null);
  const { table, revision, question } = reading;
  const { resultId, columns } = view;
  const onQuery = (next: TableQuery) => readings.look(connection.id, kind, next);
  if (view.rows === 0) return <Saved view={view} kind={kind} connection={connection} />;
  return (
    <>
      <div className={styles.take}>
        <Compare
          result={view}
          chosen={kept(table, "since_last")}
          onShow={(column, anyOf) => onQuery(keeping(table, column, anyOf))}
        />
        <SaveMenu result={view} query={table} connection={connection} />
      </div>
      <div className={styles.room}>
        <div className={styles.left}>
          <Charts {...{ resultId, columns, kind, question, revision, onQuery }} query={table} />
          <Panel className={styles.sheet} label={t(`defender.kind.${kind}`)}>
            <ResultTable
              {...{ resultId, kind, columns, revision, onQuery }}
              layout={FACTS[kind].layout}
              query={table}
              label={t("defender.table.label", { kind: t(`defender.kind.${kind}`) })}
              open={opened?.row ?? null}
              onOpen={setOpened}
              onGone={onAgain}
            >
              <FilterChips columns={columns} query={table} onQuery={onQuery} />
            </ResultTable>
          </Panel>
        </div>
        {opened && (
          <RowPanel
            key={`${revision} ${opened.row}`}
            {...{ opened, kind, columns, connection }}
            onClose={() => setOpened(null)}
          />
        )}
      </div>
      <Saved view={view} kind={kind} connection={connection} />
    </>
  );
}
