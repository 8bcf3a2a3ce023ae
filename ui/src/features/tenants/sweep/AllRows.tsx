import { makeStyles } from "@fluentui/react-components";
import type { ConnectionView, Question, ResultView, TableQuery } from "../../../ipc";
import { Rows } from "../../defender/Rows";
import { answered } from "./answered";

const useStyles = makeStyles({
  // The rows have a height of their own here: there is more above and below them.
  rows: { display: "flex", flexDirection: "column", height: "640px" },
});

interface AllRowsProps {
  connection: ConnectionView;
  result: ResultView;
  /** The ready question that is answered. */
  question: Question | null;
  table: TableQuery;
  revision: number;
  onQuery(table: TableQuery): void;
  onAgain(): void;
}

/** The rows of all customers together. */
export function AllRows({ connection, result, question, table, revision, onQuery, onAgain }: AllRowsProps) {
  const styles = useStyles();
  const { resultId, columns, kind } = result;
  const { layout, time, facets } = answered(result);
  // Whose rows they are comes first, then what answers the question.
  const [whose, ...others] = facets;
  const drawn = [whose, question?.facet, ...others].filter((name) => name != null);
  return (
    <div className={styles.rows}>
      <Rows
        {...{ resultId, columns, kind, layout, time, revision, onQuery, onAgain, connection }}
        facets={drawn}
        query={table}
        ofCustomers
      />
    </div>
  );
}
