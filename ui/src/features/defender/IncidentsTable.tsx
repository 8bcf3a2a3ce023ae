import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useNow } from "../../app/clock";
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { IncidentRow } from "../../ipc";
import { knownStatus, type Sorting, TONE } from "./severity";

/** Height of one row in pixels; all are alike, so that any number scrolls at one price. */
const ROW = 40;
const COLUMNS = ["severity", "title", "status", "assigned", "updated"] as const;

const useStyles = makeStyles({
  grid: { display: "flex", flexDirection: "column", minHeight: 0, flex: "1 1 auto", containerType: "inline-size" },
  row: {
    display: "grid",
    gridTemplateColumns: "128px minmax(160px, 1fr) 112px 150px 112px",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalL}`,
    boxSizing: "border-box",
    "@container (max-width: 760px)": { gridTemplateColumns: "112px minmax(120px, 1fr) 96px 96px" },
  },
  head: {
    minHeight: "32px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // The rows below have a scroll bar; the headings stay above their columns.
    scrollbarGutter: "stable",
    overflowY: "hidden",
  },
  sort: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXXS,
    padding: 0,
    border: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground2,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    cursor: "pointer",
    borderRadius: tokens.borderRadiusSmall,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  body: { overflowY: "auto", flex: "1 1 auto", minHeight: 0, scrollbarGutter: "stable" },
  space: { position: "relative" },
  line: {
    position: "absolute",
    left: 0,
    right: 0,
    height: `${ROW}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  cell: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  title: { fontWeight: tokens.fontWeightSemibold },
  soft: { color: tokens.colorNeutralForeground2 },
  dot: {
    display: "inline-block",
    width: "10px",
    height: "10px",
    borderRadius: "50%",
    marginRight: tokens.spacingHorizontalS,
  },
  wide: { "@container (max-width: 760px)": { display: "none" } },
});

interface IncidentsTableProps {
  rows: IncidentRow[];
  sorting: Sorting;
  onSort(sorting: Sorting): void;
  selected: string | null;
  onOpen(id: string): void;
}

/** The incidents, drawn only where they can be seen. Arrow keys move between rows, Enter opens one. */
export function IncidentsTable({ rows, sorting, onSort, selected, onOpen }: IncidentsTableProps) {
  const styles = useStyles();
  const { t } = useWords();
  const body = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const moving = useRef(false);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const reachable = Math.min(active, rows.length - 1);

  useEffect(() => {
    if (!moving.current) return;
    body.current?.querySelector<HTMLElement>(`[data-index="${reachable}"]`)?.focus();
    moving.current = false;
  });

  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((body.current?.clientHeight ?? 0) / ROW) - 1);
    const steps: Record<string, number> = {
      ArrowDown: reachable + 1,
      ArrowUp: reachable - 1,
      PageDown: reachable + page,
      PageUp: reachable - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(rows.length - 1, Math.max(0, to));
    moving.current = true;
    virtual.scrollToIndex(next);
    setActive(next);
  };
  const open = (index: number) => {
    const row = rows[index];
    setActive(index);
    if (row) onOpen(row.id);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand so that only the visible ones exist
    <div
      role="grid"
      className={styles.grid}
      data-testid="incidents-table"
      aria-label={t("defender.table_label")}
      aria-rowcount={rows.length + 1}
      tabIndex={-1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup">
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="row" aria-rowindex={1} tabIndex={-1} className={mergeClasses(styles.row, styles.head)}>
          {COLUMNS.map((column) => (
            <Heading key={column} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" ref={body} className={styles.body} onKeyDown={move}>
        <div className={styles.space} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div
                key={row.id}
                role="row"
                data-testid="incident-row"
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={row.id === selected}
                tabIndex={index === reachable ? 0 : -1}
                className={mergeClasses(styles.row, styles.line, row.id === selected && styles.chosen)}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => open(index)}
                onFocus={() => setActive(index)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  open(index);
                }}
              >
                <Cells row={row} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Heading({
  column,
  sorting,
  onSort,
}: { column: Sorting["column"] } & Pick<IncidentsTableProps, "sorting" | "onSort">) {
  const styles = useStyles();
  const { t } = useWords();
  const here = sorting.column === column;
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={here ? (sorting.descending ? "descending" : "ascending") : "none"}
      className={mergeClasses(styles.cell, column === "assigned" && styles.wide)}
    >
      <button
        type="button"
        className={styles.sort}
        title={t("defender.sort_by", { column: t(`defender.column.${column}`) })}
        onClick={() =>
          onSort({ column, descending: here ? !sorting.descending : column === "updated" || column === "severity" })
        }
      >
        {t(`defender.column.${column}`)}
        {here && (sorting.descending ? <ArrowSortDown16Regular /> : <ArrowSortUp16Regular />)}
      </button>
    </div>
  );
}

function Cells({ row }: { row: IncidentRow }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const status = knownStatus(row.status);
  const cells: [column: Sorting["column"], className: string, content: ReactNode][] = [
    [
      "severity",
      styles.cell,
      <>
        <span className={styles.dot} style={{ backgroundColor: TONE[row.severity] }} />
        {t(`defender.severity.${row.severity}`)}
      </>,
    ],
    ["title", mergeClasses(styles.cell, styles.title), row.title],
    ["status", styles.cell, status ? t(`defender.status.${status}`) : row.status],
    ["assigned", mergeClasses(styles.cell, styles.soft, styles.wide), row.assignedTo ?? t("defender.nobody")],
    ["updated", mergeClasses(styles.cell, styles.soft), format.ago(row.updated, now)],
  ];
  return cells.map(([column, className, content]) => (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid
    <div
      key={column}
      role="gridcell"
      tabIndex={-1}
      className={className}
      {...(column === "title" ? { title: row.title } : {})}
      {...(column === "updated" ? { title: format.moment(row.updated) } : {})}
    >
      {content}
    </div>
  ));
}
