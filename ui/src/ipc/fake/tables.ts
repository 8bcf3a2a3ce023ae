/** Results without a desktop: the same columns as Rust's, arranged in a few lines. */
import type {
  CellView,
  Column,
  Facet,
  ListQuery,
  OverTime,
  ResultView,
  TableLine,
  TablePage,
  TableQuery,
} from "../bindings";

/** A table in memory: columns, and rows of as many cells. */
export interface FakeTable {
  columns: Column[];
  rows: CellView[][];
}

export function resultView(connectionId: string, query: ListQuery, table: FakeTable, now: number): ResultView {
  return {
    resultId: `${connectionId}/${query.kind}`,
    connectionId,
    kind: query.kind,
    api: "graph",
    since: new Date(now - query.hours * 3_600_000).toISOString(),
    until: new Date(now).toISOString(),
    rows: table.rows.length,
    columns: table.columns,
    requests: Math.ceil(table.rows.length / 50),
    throttled: 0,
    filter: { sent: "lastUpdateDateTime ge …", appliedBy: "service", locally: [], leftOut: 0 },
    complete: true,
    stopped: null,
    saved: {
      format: "json",
      path: "/home/ana/Documents/Handrail/Latest Incidents 2026-11-20T18.05.json",
      rows: table.rows.length,
      bytes: table.rows.length * 900,
    },
    saveProblem: null,
    elapsedMs: 420,
    tokenExpires: new Date(now + 52 * 60_000).toISOString(),
  };
}

const texts = (cell: CellView): string[] => (Array.isArray(cell) ? cell : [cell === null ? "" : String(cell)]);

/** The rows that fit, in order, with their numbers. */
function arranged(table: FakeTable, query: TableQuery): [number, CellView[]][] {
  const at = (name: string) => table.columns.findIndex((column) => column.name === name);
  const search = (query.search ?? "").toLowerCase();
  const { sort } = query;
  const rows = table.rows
    .map((cells, row): [number, CellView[]] => [row, cells])
    .filter(([, cells]) => search === "" || cells.some((cell) => texts(cell).join(" ").toLowerCase().includes(search)))
    .filter(([, cells]) =>
      (query.keep ?? []).every(
        (keep) =>
          keep.anyOf.length === 0 || texts(cells[at(keep.column)] ?? null).some((one) => keep.anyOf.includes(one)),
      ),
    )
    .filter(([, cells]) => {
      const time = query.span && Date.parse(texts(cells[at(query.span.column)] ?? null)[0] ?? "");
      return !query.span || (Number(time) >= Date.parse(query.span.from) && Number(time) < Date.parse(query.span.to));
    });
  if (!sort) return rows;
  const key = (cells: CellView[]) => texts(cells[at(sort.column)] ?? null).join(", ");
  const sign = sort.descending ? -1 : 1;
  return rows.sort(([, a], [, b]) => sign * key(a).localeCompare(key(b), "en", { numeric: true }));
}

/** The lines of an arrangement; groups in the order in which their first rows come. */
function lines(table: FakeTable, query: TableQuery): TableLine[] {
  const rows = arranged(table, query).map(([row, cells]): TableLine => ({ kind: "row", row, cells }));
  const at = table.columns.findIndex((column) => column.name === query.group);
  if (at < 0) return rows;
  const groups = new Map<string, TableLine[]>();
  for (const line of rows) {
    const value = line.kind === "row" ? texts(line.cells[at] ?? null).join(", ") : "";
    groups.set(value, [...(groups.get(value) ?? []), line]);
  }
  return [...groups].flatMap(([value, inside]): TableLine[] => {
    const folded = query.folded?.includes(value) ?? false;
    return [{ kind: "group", value, count: inside.length, folded }, ...(folded ? [] : inside)];
  });
}

export function tablePage(table: FakeTable, query: TableQuery, from: number, count: number): TablePage {
  const all = lines(table, query);
  return {
    total: table.rows.length,
    shown: arranged(table, query).length,
    lines: all.length,
    from,
    page: all.slice(from, from + count),
  };
}

export function overTime(table: FakeTable, query: TableQuery, column: string): OverTime | null {
  const at = table.columns.findIndex((one) => one.name === column);
  const rows = arranged(table, { ...query, span: null });
  const times = rows.map(([, cells]) => Date.parse(texts(cells[at] ?? null)[0] ?? "")).filter((time) => time > 0);
  if (times.length === 0) return null;
  const step = 3_600_000 * 4;
  const first = Math.floor(Math.min(...times) / step) * step;
  const bars = Array.from({ length: Math.floor((Math.max(...times) - first) / step) + 1 }, (_, place) => ({
    at: new Date(first + place * step).toISOString(),
    counts: [0, 0, 0, 0, 0] as [number, number, number, number, number],
  }));
  const ranks = ["high", "medium", "low", "informational", "unknown"];
  const severity = table.columns.findIndex((one) => one.kind === "severity");
  for (const [, cells] of rows) {
    const bar = bars[Math.floor((Date.parse(texts(cells[at] ?? null)[0] ?? "") - first) / step)];
    const rank = Math.max(0, ranks.indexOf(texts(cells[severity] ?? null)[0] ?? "unknown")) as 0 | 1 | 2 | 3 | 4;
    if (bar) bar.counts[rank] += 1;
  }
  return { column, stepSeconds: step / 1000, bars };
}

export function facet(table: FakeTable, query: TableQuery, column: string, top: number): Facet | null {
  const at = table.columns.findIndex((one) => one.name === column);
  if (at < 0) return null;
  const counts = new Map<string, number>();
  const others = { ...query, keep: (query.keep ?? []).filter((keep) => keep.column !== column) };
  for (const [, cells] of arranged(table, others)) {
    for (const text of texts(cells[at] ?? null)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const values = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  return { column, values: values.slice(0, top), distinct: values.length };
}
