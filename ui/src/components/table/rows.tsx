import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { memo } from "react";
import { useWords } from "../../i18n";
import type { Column, TableLine } from "../../ipc";
import { ChevronDown16Regular, ChevronRight16Regular } from "../icons";
import type { Contents } from "./contents";
import type { Layout } from "./layout";
import { useResultWords } from "./words";

const useStyles = makeStyles({
  cell: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  main: { fontWeight: tokens.fontWeightSemibold },
  number: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
  soft: { color: tokens.colorNeutralForeground2 },
  group: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    overflow: "hidden",
    whiteSpace: "nowrap",
    fontWeight: tokens.fontWeightSemibold,
    // Stays in sight when a wide table is moved sideways.
    position: "sticky",
    left: 0,
    width: "fit-content",
  },
  count: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  waiting: {
    height: "10px",
    width: "70%",
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground4,
  },
});

type Row = Extract<TableLine, { kind: "row" }>;
type Group = Extract<TableLine, { kind: "group" }>;

interface RowLineProps {
  line: Row;
  /** Every column of the result, in the order of the cells. */
  all: Column[];
  columns: Column[];
  layout: Layout;
  contents: Contents;
}

/** The values of one row. Drawn once: scrolling moves rows and changes none. */
export const RowLine = memo(function RowLine({ line, all, columns, layout, contents }: RowLineProps) {
  const styles = useStyles();
  const cell = (name: string) => line.cells[all.findIndex((column) => column.name === name)];
  return columns.map((column) => {
    const value = line.cells[all.indexOf(column)];
    const Own = layout.cells?.[column.name];
    const { shown, title, soft = false } = Own ? { shown: <Own value={value} cell={cell} /> } : contents(column, value);
    return (
      // biome-ignore lint/a11y/useSemanticElements: part of a grid whose rows are placed by hand
      <div
        key={column.name}
        role="gridcell"
        tabIndex={-1}
        title={title}
        className={mergeClasses(
          styles.cell,
          column.name === layout.main && styles.main,
          column.kind === "number" && styles.number,
          soft && styles.soft,
        )}
      >
        {shown}
      </div>
    );
  });
});

/** The heading of a group: what its rows have in common, and how many they are. */
export function GroupLine({ line, column }: { line: Group; column: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid
    <div role="gridcell" tabIndex={-1} className={styles.group}>
      {line.folded ? <ChevronRight16Regular /> : <ChevronDown16Regular />}
      {words.value(column, line.value)}
      <span className={styles.count}>{t("defender.table.rows", { count: line.count })}</span>
    </div>
  );
}

/** A row that is on its way. */
export function WaitingLine({ columns }: { columns: number }) {
  const styles = useStyles();
  const { t } = useWords();
  return Array.from({ length: columns }, (_, at) => (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid
    // biome-ignore lint/suspicious/noArrayIndexKey: the places are all there is
    <div key={at} role="gridcell" tabIndex={-1} {...(at === 0 ? { "aria-label": t("defender.table.loading") } : {})}>
      <div className={styles.waiting} />
    </div>
  ));
}
