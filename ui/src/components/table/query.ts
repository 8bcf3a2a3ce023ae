import type { Keep, Sort, Span, TableQuery } from "../../ipc";

/** Everything, in the result's own order. */
export const WHOLE: TableQuery = {};

/** The values of a column that are let through; none means all. */
export function kept(query: TableQuery, column: string): string[] {
  return query.keep?.find((keep) => keep.column === column)?.anyOf ?? [];
}

/** Lets only these values of a column through; none lets all through. */
export function keeping(query: TableQuery, column: string, anyOf: string[]): TableQuery {
  const others = (query.keep ?? []).filter((keep) => keep.column !== column);
  return { ...query, keep: anyOf.length > 0 ? [...others, { column, anyOf }] : others };
}

/** Takes a value of a column in or out. */
export function toggled(query: TableQuery, column: string, value: string): TableQuery {
  const now = kept(query, column);
  return keeping(query, column, now.includes(value) ? now.filter((one) => one !== value) : [...now, value]);
}

export function inSpan(query: TableQuery, span: Span | null): TableQuery {
  return { ...query, span };
}

/** What hides rows: the filters of columns and of time, and the search. */
export function narrowings(query: TableQuery): { keeps: Keep[]; span: Span | null; search: string } {
  return {
    keeps: (query.keep ?? []).filter((keep) => keep.anyOf.length > 0),
    span: query.span ?? null,
    search: query.search?.trim() ?? "",
  };
}

export function isNarrowed(query: TableQuery): boolean {
  const { keeps, span, search } = narrowings(query);
  return keeps.length > 0 || span !== null || search !== "";
}

/** The same order and groups, with every row. */
export function cleared(query: TableQuery): TableQuery {
  return { ...query, search: "", keep: [], span: null };
}

/** Sorts by a column: the way that suits it first, then the other way round. */
export function sortedBy(query: TableQuery, column: string, largestFirst: boolean): TableQuery {
  const { sort } = query;
  const next: Sort = { column, descending: sort?.column === column ? !sort.descending : largestFirst };
  return { ...query, sort: next };
}

/** Folds or unfolds a group. */
export function refolded(query: TableQuery, value: string): TableQuery {
  const now = query.folded ?? [];
  return { ...query, folded: now.includes(value) ? now.filter((one) => one !== value) : [...now, value] };
}

/** Groups by a column, all groups open; null ends the grouping. */
export function groupedBy(query: TableQuery, column: string | null): TableQuery {
  return { ...query, group: column, folded: [] };
}
