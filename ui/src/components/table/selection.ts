import { useCallback, useMemo, useState } from "react";
import type { TableLine, TableQuery } from "../../ipc";
import { narrowings } from "./query";

/** Rows that a person chose for something that follows. A row is named by its text in one column, which no two share. */
export interface Selection {
  /** The column that names a row. */
  by: string;
  chosen: ReadonlySet<string>;
  choose(chosen: ReadonlySet<string>): void;
  /** The names of all rows that a query shows. */
  all(query: TableQuery): Promise<string[]>;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * A selection that begins empty, and is empty again when other rows are shown: what is chosen can always be seen, so that
 * nobody removes a row that a filter hides.
 */
export function useSelection(by: string, query: TableQuery, all: Selection["all"]): Selection {
  const narrowed = JSON.stringify(narrowings(query));
  const [held, setHeld] = useState({ narrowed, chosen: NOTHING });
  const chosen = held.narrowed === narrowed ? held.chosen : NOTHING;
  const choose = useCallback((next: ReadonlySet<string>) => setHeld({ narrowed, chosen: next }), [narrowed]);
  return useMemo(() => ({ by, chosen, choose, all }), [by, chosen, choose, all]);
}

/** The same with these rows in or out: all of them come in, unless all of them are in already. */
export function withToggled(chosen: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> {
  const next = new Set(chosen);
  const leaving = names.every((name) => chosen.has(name));
  for (const name of names) {
    if (leaving) next.delete(name);
    else next.add(name);
  }
  return next;
}

/** The name of a row; null for lines that are no rows, or on their way. */
export function nameOf(line: TableLine | undefined, place: number): string | null {
  const cell = line?.kind === "row" ? line.cells[place] : null;
  return typeof cell === "string" ? cell : null;
}
