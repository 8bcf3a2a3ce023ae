/** Results without a desktop: the same columns as Rust's, arranged in a few lines. */
import type {
  CellView,
  Column,
  Facet,
  IncidentRow,
  ListQuery,
  OverTime,
  ResultView,
  TablePage,
  TableQuery,
} from "../bindings";

export const INCIDENT_COLUMNS: Column[] = [
  { name: "severity", kind: "severity" },
  { name: "title", kind: "text" },
  { name: "status", kind: "word" },
  { name: "assigned_to", kind: "text" },
  { name: "classification", kind: "word" },
  { name: "category", kind: "list" },
  { name: "devices", kind: "list" },
  { name: "users", kind: "list" },
  { name: "techniques", kind: "list" },
  { name: "alerts", kind: "number" },
  { name: "tags", kind: "list" },
  { name: "created", kind: "time" },
  { name: "updated", kind: "time" },
  { name: "id", kind: "text" },
];

/** A table in memory: columns, and rows of as many cells. */
export interface FakeTable {
  columns: Column[];
  rows: CellView[][];
}

const TECHNIQUES = ["T1566", "T1059.001", "T1003", "T1021"];
const CATEGORIES = ["InitialAccess", "Execution", "CredentialAccess", "LateralMovement", "Exfiltration"];

export function incidentTable(rows: IncidentRow[]): FakeTable {
  const cells = rows.map((row, at): CellView[] => [
    row.severity,
    row.title,
    row.status,
    row.assignedTo,
    row.classification,
    [CATEGORIES[at % CATEGORIES.length] ?? ""],
    [`pc-${at % 9}`],
    [`user${at % 7}@contoso.com`],
    [TECHNIQUES[at % TECHNIQUES.length] ?? ""],
    row.alerts,
    row.tags,
    row.created,
    row.updated,
    row.id,
  ]);
  return { columns: INCIDENT_COLUMNS, rows: cells };
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
    saved: null,
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

export function tablePage(table: FakeTable, query: TableQuery, from: number, count: number): TablePage {
  const rows = arranged(table, query);
  return {
    total: table.rows.length,
    shown: rows.length,
    lines: rows.length,
    from,
    page: rows.slice(from, from + count).map(([row, cells]) => ({ kind: "row", row, cells })),
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
