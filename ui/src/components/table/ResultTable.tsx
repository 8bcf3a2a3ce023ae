import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useMemo, useState } from "react";
import { useTask } from "../../app/task";
import { useWords } from "../../i18n";
import { type CellView, type Column, type TableQuery, useDoor } from "../../ipc";
import { ProblemCard } from "../ProblemCard";
import { Spoken } from "../Spoken";
import { Grid } from "./Grid";
import { chosen, type Layout } from "./layout";
import { useLines } from "./lines";
import { isNarrowed } from "./query";
import type { Selection } from "./selection";
import { TableBar } from "./TableBar";
import { useViews } from "./views";

const useStyles = makeStyles({
  table: { display: "flex", flexDirection: "column", flex: "1 1 auto", minHeight: 0 },
  none: { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`, margin: 0 },
  problem: { padding: tokens.spacingHorizontalM },
});

/** A row that was opened. */
export interface OpenedRow {
  /** Its number in the result. */
  row: number;
  /** Its value in a column. */
  cell(column: string): CellView | undefined;
}

interface ResultTableProps {
  resultId: string;
  /** Names the kind of rows: the choice of columns is kept by it. */
  kind: string;
  columns: Column[];
  layout: Layout;
  query: TableQuery;
  onQuery(query: TableQuery): void;
  /** What the table is, for those who hear it. */
  label: string;
  /** Another number says that there are other rows: more were read, or all were read anew. */
  revision: number;
  onOpen?(opened: OpenedRow): void;
  /** The number of the row that is open beside the table. */
  open?: number | null;
  /** Rows can be chosen for something that follows. */
  selection?: Selection;
  /** Asks for the result again, where it is no longer held. */
  onGone?(): void;
  /** Stands at the begin of the bar. */
  children?: ReactNode;
}

/** A result of any size: searched, sorted and grouped by Rust, and drawn only where it is seen. */
export function ResultTable(props: ResultTableProps) {
  const { resultId, kind, columns, layout, query, onQuery, label, revision, onOpen, open = null, onGone } = props;
  const { selection = null } = props;
  const styles = useStyles();
  const { t } = useWords();
  const views = useViews();
  const door = useDoor();
  const lines = useLines(resultId, query, revision);
  const shown = useMemo(
    () => chosen(columns, views.columns(kind) ?? layout.shown),
    [columns, views, kind, layout.shown],
  );
  const { counts } = lines;
  const copying = useTask();
  const [copied, setCopied] = useState(0);
  const copy = (from: number, count: number) =>
    copying.run(async () => {
      await door.copyRows(resultId, query, from, count);
      setCopied(count);
    });
  const choosing = useTask();
  const chooseAll = () =>
    choosing.run(async () => {
      if (!selection || !counts) return;
      const every = selection.chosen.size >= counts.shown;
      selection.choose(new Set(every ? [] : await selection.all(query)));
    });
  const problem = lines.problem ?? copying.problem ?? choosing.problem;
  return (
    <div className={styles.table}>
      <TableBar {...{ kind, columns, layout, query, onQuery, counts }} shown={shown}>
        {props.children}
      </TableBar>
      {problem && (
        <div className={styles.problem}>
          <ProblemCard report={problem} onRetry={lines.problem ? onGone : undefined} />
        </div>
      )}
      {counts && counts.lines === 0 ? (
        <p className={styles.none} role="status">
          {t(isNarrowed(query) ? "defender.table.no_match" : "defender.table.no_rows")}
        </p>
      ) : (
        <Grid
          {...{ resultId, lines, layout, query, onQuery, label, open }}
          all={columns}
          columns={shown}
          onCopy={copy}
          selection={selection}
          onChooseAll={chooseAll}
          {...(onOpen ? { onOpen } : {})}
        />
      )}
      <Spoken>{copied > 0 ? t("defender.table.copied", { count: copied }) : ""}</Spoken>
    </div>
  );
}
