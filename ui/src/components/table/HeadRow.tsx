import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import type { Column, TableQuery } from "../../ipc";
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from "../icons";
import { Choose } from "./Choose";
import { GAP, type Layout, largestFirst, PADDING } from "./layout";
import { sortedBy } from "./query";
import type { Selection } from "./selection";
import { useResultWords } from "./words";

const useStyles = makeStyles({
  head: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    boxSizing: "border-box",
    display: "grid",
    alignItems: "center",
    columnGap: `${GAP}px`,
    padding: `0 ${PADDING}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: { minWidth: 0, overflow: "hidden", display: "flex" },
  number: { justifyContent: "flex-end" },
  sort: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXXS,
    minWidth: 0,
    minHeight: "24px",
    padding: 0,
    border: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground2,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    cursor: "pointer",
    borderRadius: tokens.borderRadiusSmall,
    ":hover": { color: tokens.colorNeutralForeground1 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    "& svg": { flexShrink: 0 },
  },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

interface HeadRowProps {
  columns: Column[];
  layout: Layout;
  query: TableQuery;
  onQuery(query: TableQuery): void;
  template: string;
  /** Least width, in pixels. */
  least: number;
  height: number;
  selection: Selection | null;
  /** How many rows the query shows. */
  rows: number;
  onChooseAll(): void;
}

interface ChooseAllProps extends Pick<HeadRowProps, "rows" | "onChooseAll"> {
  selection: Selection;
}

/** The headings; a press sorts by one, and another press turns the order round. */
export function HeadRow(props: HeadRowProps) {
  const { columns, layout, query, onQuery, template, least, height, selection, rows, onChooseAll } = props;
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand so that only the visible ones exist
    <div role="rowgroup" style={{ position: "sticky", top: 0, zIndex: 1, minWidth: least }}>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        className={styles.head}
        style={{ gridTemplateColumns: template, height }}
      >
        {selection && <ChooseAll {...{ selection, rows, onChooseAll }} />}
        {columns.map((column) => (
          <Heading key={column.name} {...{ column, layout, query, onQuery }} />
        ))}
      </div>
    </div>
  );
}

function ChooseAll({ selection: { chosen }, rows, onChooseAll }: ChooseAllProps) {
  const { t } = useWords();
  const every = rows > 0 && chosen.size >= rows;
  return (
    <Choose
      role="columnheader"
      label={t("defender.table.choose_all", { count: rows })}
      chosen={every || (chosen.size > 0 ? null : false)}
      onToggle={onChooseAll}
    />
  );
}

function Heading({
  column: { name, kind },
  query,
  onQuery,
}: { column: Column } & Pick<HeadRowProps, "layout" | "query" | "onQuery">) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  const here = query.sort?.column === name ? query.sort : null;
  const word = words.column(name);
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={here ? (here.descending ? "descending" : "ascending") : "none"}
      className={mergeClasses(styles.cell, kind === "number" && styles.number)}
    >
      <button
        type="button"
        className={styles.sort}
        title={t("defender.table.sort_by", { column: word })}
        onClick={() => onQuery(sortedBy(query, name, largestFirst(kind)))}
      >
        <span className={styles.name}>{word}</span>
        {here && (here.descending ? <ArrowSortDown16Regular /> : <ArrowSortUp16Regular />)}
      </button>
    </div>
  );
}
