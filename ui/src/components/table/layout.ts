import type { ComponentType } from "react";
import type { CellView, Column, ColumnKind } from "../../ipc";

/** What draws a cell in its own way: its value, and the others of its row. */
export interface CellProps {
  value: CellView | undefined;
  cell(column: string): CellView | undefined;
}

/** How a table is laid out when it is first seen. */
export interface Layout {
  /** The columns to begin with, in this order; all others can be added. Null shows all. */
  shown: readonly string[] | null;
  /** The column that says what a row is: it takes the room that is left, unless another one does. */
  main: string | null;
  /** The column that takes the room that is left, where that is not the main one. */
  stretched?: string;
  /** Times and numbers to the last digit, as in the answer of a query. */
  exact: boolean;
  /** Columns whose cells are more than a text. */
  cells?: Readonly<Record<string, ComponentType<CellProps>>>;
  /** Columns that need another width than others of their kind, in pixels. */
  widths?: Readonly<Record<string, number>>;
}

/** Everything, as it came. */
export const AS_IT_CAME: Layout = { shown: null, main: null, exact: true };

const WIDTH: Record<ColumnKind, number> = {
  text: 152,
  number: 92,
  time: 112,
  boolean: 92,
  list: 144,
  severity: 116,
  word: 112,
};
const EXACT_TIME = 184;
const MAIN = 240;

function widthOf(column: Column, layout: Layout): number {
  const own = layout.widths?.[column.name];
  if (own !== undefined) return own;
  if (column.name === layout.main) return MAIN;
  return layout.exact && column.kind === "time" ? EXACT_TIME : WIDTH[column.kind];
}

/**
 * The tracks of the grid, and how wide it is at least. Without a main column, the last one takes the room that is left.
 * `before` is the width of what stands before the columns; 0 is nothing.
 */
export function tracks(columns: Column[], layout: Layout, before: number): { template: string; least: number } {
  const named = [layout.stretched, layout.main].find((name) => columns.some((column) => column.name === name));
  const stretched = named ?? columns.at(-1)?.name;
  const widths = columns.map((column) => widthOf(column, layout));
  const template = columns.map((column, at) =>
    column.name === stretched ? `minmax(${widths[at]}px, 1fr)` : `${widths[at]}px`,
  );
  const first = before > 0 ? [before] : [];
  return {
    template: [...first.map((width) => `${width}px`), ...template].join(" "),
    least: [...first, ...widths].reduce((sum, width) => sum + width + GAP, PADDING * 2),
  };
}

/** Room between two columns, in pixels. */
export const GAP = 8;
/** Room at both ends of a row, in pixels. */
export const PADDING = 16;

/** The columns in the order of the choice; what the choice names and the result lacks is left out. */
export function chosen(columns: Column[], choice: readonly string[] | null): Column[] {
  if (!choice) return columns;
  const found = choice.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return found.length > 0 ? found : columns;
}

/** The order that suits a column first: the newest, the largest, the worst; but text from A. */
export function largestFirst(kind: ColumnKind): boolean {
  return kind === "time" || kind === "number" || kind === "severity";
}

/** Whether rows can sensibly share a value of this column. */
export function groups({ kind, name }: Column, { main }: Layout): boolean {
  return name !== main && name !== "id" && kind !== "time" && kind !== "number";
}
