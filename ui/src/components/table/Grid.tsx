import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from "react";
import { useNow } from "../../app/clock";
import { useWords } from "../../i18n";
import type { CellView, Column, TableQuery } from "../../ipc";
import { Spoken } from "../Spoken";
import { BOX, Choose, isForBox } from "./Choose";
import { useContents } from "./contents";
import { HeadRow } from "./HeadRow";
import { moved, type Place, rangeOf, TOP } from "./keys";
import { GAP, type Layout, PADDING, tracks } from "./layout";
import type { Lines } from "./lines";
import { refolded } from "./query";
import type { OpenedRow } from "./ResultTable";
import { GroupLine, RowLine, WaitingLine } from "./rows";
import { nameOf, type Selection, withToggled } from "./selection";
import { textsOf } from "./words";

/** Height of a line in pixels; all are alike, so that any number scrolls at one price. */
const LINE = 40;
/** Height of the headings, which stay above the lines. */
const HEAD = 34;

const useStyles = makeStyles({
  scroll: { overflow: "auto", flex: "1 1 auto", minHeight: 0, outline: "none", position: "relative" },
  space: { position: "relative" },
  line: {
    position: "absolute",
    top: 0,
    left: 0,
    width: "100%",
    height: `${LINE}px`,
    boxSizing: "border-box",
    display: "grid",
    alignItems: "center",
    columnGap: `${GAP}px`,
    padding: `0 ${PADDING}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  opens: { cursor: "pointer" },
  ranged: { backgroundColor: tokens.colorNeutralBackground1Selected },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Hover },
  open: { backgroundColor: tokens.colorBrandBackground2, ":hover": { backgroundColor: tokens.colorBrandBackground2 } },
});

interface GridProps {
  resultId: string;
  lines: Lines;
  /** Every column of the result, in the order of its cells. */
  all: Column[];
  /** The columns that are shown. */
  columns: Column[];
  layout: Layout;
  query: TableQuery;
  onQuery(query: TableQuery): void;
  label: string;
  open: number | null;
  onOpen?(opened: OpenedRow): void;
  onCopy(from: number, count: number): void;
  selection: Selection | null;
  /** Takes all rows that are shown into the selection, or all out of it. */
  onChooseAll(): void;
}

/**
 * The lines of a table. Arrow keys move, with Shift they take a range; Enter opens a row or folds a group. With a
 * selection, the space bar takes the rows of the range in or out.
 */
export function Grid({
  resultId,
  lines,
  all,
  columns,
  layout,
  query,
  onQuery,
  label,
  open,
  onOpen,
  onCopy,
  selection,
  onChooseAll,
}: GridProps) {
  const styles = useStyles();
  const { t } = useWords();
  const contents = useContents(layout, useNow(60_000));
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>(TOP);
  const count = lines.counts?.lines ?? 0;
  const active = Math.min(place.active, Math.max(0, count - 1));
  const { template, least } = tracks(columns, layout, selection ? BOX : 0);
  const namedBy = all.findIndex((column) => column.name === selection?.by);
  const isChosen = (name: string | null) => name !== null && (selection?.chosen.has(name) ?? false);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 10,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    // The line with the focus stays, however far somebody scrolls: the keyboard goes on from there.
    rangeExtractor: useCallback(
      (range: Range) => [...new Set([...defaultRangeExtractor(range), active])].filter((at) => at < range.count),
      [active],
    ),
  });
  const items = virtual.getVirtualItems();
  useSeen(lines, virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0);
  useTopOnChange(`${resultId} ${JSON.stringify({ ...query, folded: [] })}`, () => {
    virtual.scrollToOffset(0);
    setPlace(TOP);
  });
  const focusSoon = useFocusOn(scroller, active);

  const [first, last] = rangeOf({ active, anchor: Math.min(place.anchor, Math.max(0, count - 1)) });
  const goTo = (to: number, ranging: boolean) => {
    focusSoon();
    virtual.scrollToIndex(to);
    setPlace({ active: to, anchor: ranging ? place.anchor : to });
  };
  const act = (at: number) => {
    const line = lines.line(at);
    if (line?.kind === "group") onQuery(refolded(query, line.value));
    if (line?.kind !== "row") return;
    onOpen?.({ row: line.row, cell: (name) => line.cells[all.findIndex((column) => column.name === name)] });
  };
  const toggle = (from: number, to: number) => {
    const names = Array.from({ length: to - from + 1 }, (_, at) => nameOf(lines.line(from + at), namedBy));
    const known = names.filter((name) => name !== null);
    if (known.length > 0) selection?.choose(withToggled(selection.chosen, known));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / LINE) - 2);
    const to = moved(event.key, active, count, page);
    if (to !== null) {
      event.preventDefault();
      goTo(to, event.shiftKey);
    } else if (event.key === " " && selection && lines.line(active)?.kind === "row") {
      event.preventDefault();
      toggle(first, last);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act(active);
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setPlace({ active: count - 1, anchor: 0 });
    } else if (event.key === "c" && (event.ctrlKey || event.metaKey) && !textIsSelected()) {
      event.preventDefault();
      onCopy(first, last - first + 1);
    }
  };
  const onPress = (event: MouseEvent, at: number) => {
    setPlace({ active: at, anchor: event.shiftKey ? place.anchor : at });
    if (!event.shiftKey && !isForBox(event.target)) act(at);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by hand so that only the visible ones exist */}
      <div
        ref={scroller}
        role="grid"
        // Groups open and close, which only the lines of a tree may say.
        {...(query.group ? { role: "treegrid" } : {})}
        className={styles.scroll}
        data-testid="result-table"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        aria-multiselectable
        aria-busy={lines.counts === null}
        tabIndex={-1}
      >
        <HeadRow
          {...{ columns, layout, query, onQuery, template, least, selection, onChooseAll }}
          height={HEAD}
          rows={lines.counts?.shown ?? 0}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="rowgroup" className={styles.space} style={{ height: virtual.getTotalSize(), minWidth: least }}>
          {items.map(({ index, start }) => {
            const line = lines.line(index);
            const ranged = first !== last && index >= first && index <= last;
            const opened = line?.kind === "row" && line.row === open;
            const name = nameOf(line, namedBy);
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div
                key={index}
                role="row"
                data-testid={line?.kind === "group" ? "result-group" : "result-row"}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={selection ? isChosen(name) : ranged || opened}
                {...(query.group ? { "aria-level": line?.kind === "group" ? 1 : 2 } : {})}
                {...(line?.kind === "group" ? { "aria-expanded": !line.folded } : {})}
                tabIndex={index === active ? 0 : -1}
                className={mergeClasses(
                  styles.line,
                  (onOpen || line?.kind === "group") && styles.opens,
                  isChosen(name) && styles.chosen,
                  ranged && styles.ranged,
                  opened && styles.open,
                )}
                style={{
                  transform: `translateY(${start - HEAD}px)`,
                  gridTemplateColumns: line?.kind === "group" ? "minmax(0, 1fr)" : template,
                }}
                onKeyDown={onKeyDown}
                onClick={(event) => onPress(event, index)}
                onFocus={() => index !== active && setPlace({ active: index, anchor: index })}
              >
                {selection && line?.kind === "row" && (
                  <Choose
                    role="gridcell"
                    label={t("defender.table.choose_row", { row: said(line.cells, all, layout, name) })}
                    chosen={isChosen(name)}
                    onToggle={() => toggle(index, index)}
                  />
                )}
                {line?.kind === "row" && <RowLine {...{ line, all, columns, layout, contents }} />}
                {line?.kind === "group" && <GroupLine line={line} column={query.group ?? ""} />}
                {!line && <WaitingLine columns={columns.length + (selection ? 1 : 0)} />}
              </div>
            );
          })}
        </div>
      </div>
      <Spoken>{first === last ? "" : t("defender.table.selected", { count: last - first + 1 })}</Spoken>
    </>
  );
}

/** What people call a row: its main column, else its name. */
function said(cells: CellView[], all: Column[], layout: Layout, name: string | null): string {
  return textsOf(cells[all.findIndex((column) => column.name === layout.main)])[0] ?? name ?? "";
}

/** Somebody selected a part of a text, and wants that. */
function textIsSelected(): boolean {
  return (window.getSelection()?.toString() ?? "") !== "";
}

/** Asks for the lines in sight, after each drawing that moved them. */
function useSeen({ see }: Lines, from: number, to: number) {
  useEffect(() => see(from, to), [see, from, to]);
}

/** Goes back to the begin when something else is asked, and not when the same is drawn again. */
function useTopOnChange(key: string, toTop: () => void) {
  const last = useRef(key);
  useEffect(() => {
    if (last.current === key) return;
    last.current = key;
    toTop();
  });
}

/** Takes the focus to the active line once it is drawn. */
function useFocusOn(scroller: { current: HTMLDivElement | null }, active: number): () => void {
  const wanted = useRef(false);
  useEffect(() => {
    if (!wanted.current) return;
    const line = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    if (!line) return;
    wanted.current = false;
    line.focus({ preventScroll: true });
  });
  return () => {
    wanted.current = true;
  };
}
