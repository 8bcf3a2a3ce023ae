import { makeStyles, tokens } from "@fluentui/react-components";
import { keeping, kept } from "../../components/table/query";
import type { ConnectionView, ResultView, TableQuery } from "../../ipc";
import { Compare } from "../results/Compare";
import { SaveMenu } from "../results/SaveMenu";
import { FACTS, type ListKind } from "./kinds";
import { Rows } from "./Rows";
import { type Reading, useReadings } from "./reading";
import { Saved } from "./Saved";

const useStyles = makeStyles({
  take: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    flexShrink: 0,
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
  const readings = useReadings();
  const { table, revision, question } = reading;
  const { resultId, columns } = view;
  const onQuery = (next: TableQuery) => readings.look(connection.id, kind, next);
  const { layout, time, facets } = FACTS[kind];
  // What answers a ready question is drawn first.
  const drawn = question?.facet ? [question.facet, ...facets] : facets;
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
      <Rows
        {...{ resultId, columns, kind, layout, time, revision, connection, onQuery, onAgain }}
        query={table}
        facets={drawn}
      />
      <Saved view={view} kind={kind} connection={connection} />
    </>
  );
}
