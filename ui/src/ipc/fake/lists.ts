/** Lists without a service: some rows of each kind, under Rust's columns. */
import type { CellView, Column, ColumnKind, ListQuery, ResultKind, Severity } from "../bindings";
import type { FakeTable } from "./tables";

function columns(named: Record<string, ColumnKind>): Column[] {
  return Object.entries(named).map(([name, kind]) => ({ name, kind }));
}

export const INCIDENT_COLUMNS = columns({
  severity: "severity",
  title: "text",
  status: "word",
  assigned_to: "text",
  classification: "word",
  category: "list",
  devices: "list",
  users: "list",
  techniques: "list",
  alerts: "number",
  tags: "list",
  created: "time",
  updated: "time",
  id: "text",
});

const MACHINE_COLUMNS = columns({
  risk: "severity",
  device: "text",
  exposure: "word",
  health: "word",
  os: "text",
  ip: "text",
  tags: "list",
  last_seen: "time",
  id: "text",
});

const VULNERABILITY_COLUMNS = columns({
  id: "text",
  level: "word",
  cvss: "number",
  exposed_machines: "number",
  public_exploit: "boolean",
  description: "text",
  published: "time",
});

const RECOMMENDATION_COLUMNS = columns({
  title: "text",
  exposure_impact: "number",
  exposed_machines: "number",
  remediation: "word",
  active_alert: "boolean",
  vendor: "text",
  status: "word",
  id: "text",
});

/** What a made-up incident says. */
export interface IncidentRow {
  id: string;
  title: string;
  severity: Severity;
  status: string;
  assignedTo: string | null;
  classification: string | null;
  created: string;
  updated: string;
  tags: string[];
  alerts: number | null;
}

const CATEGORIES = ["InitialAccess", "Execution", "CredentialAccess", "LateralMovement", "Exfiltration"];

export function incidentTable(rows: IncidentRow[]): FakeTable {
  const cells = rows.map((row, at): CellView[] => [
    row.severity,
    row.title,
    row.status,
    row.assignedTo,
    row.classification,
    [CATEGORIES[at % CATEGORIES.length] ?? ""],
    at % 5 === 0 ? [`pc-${at % 9}`, "srv-files-02"] : [`pc-${at % 9}`],
    [`user${at % 7}@contoso.com`],
    ["T1566"],
    row.alerts,
    row.tags,
    row.created,
    row.updated,
    row.id,
  ]);
  return { columns: INCIDENT_COLUMNS, rows: cells };
}

function some(count: number, row: (at: number) => CellView[]): CellView[][] {
  return Array.from({ length: count }, (_, at) => row(at));
}

/** What a question about the tenant as it is now brings. */
export function listTable({ kind }: ListQuery, now: number): FakeTable {
  const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
  const tables: Partial<Record<ResultKind, FakeTable>> = {
    machines: {
      columns: MACHINE_COLUMNS,
      rows: some(42, (at) => [
        [null, "low", "medium", "high"][at % 4] ?? null,
        `pc-${at}`,
        ["low", "medium", "high"][at % 3] ?? null,
        at % 9 === 0 ? "inactive" : "active",
        ["Windows11", "WindowsServer2022", "Linux"][at % 3] ?? null,
        `10.0.0.${at + 10}`,
        at % 6 === 0 ? ["finance"] : [],
        ago(at * 3),
        `machine-${at}`,
      ]),
    },
    vulnerabilities: {
      columns: VULNERABILITY_COLUMNS,
      rows: some(36, (at) => [
        `CVE-2026-${1000 + at * 17}`,
        ["critical", "high", "medium", "low"][at % 4] ?? null,
        9.8 - at / 5,
        40 - at,
        at % 3 === 0,
        `A flaw in component ${at} lets somebody run code.`,
        ago(24 * at),
      ]),
    },
    recommendations: {
      columns: RECOMMENDATION_COLUMNS,
      rows: some(24, (at) => [
        `Update product ${at}`,
        Math.round(900 / (at + 1)) / 100,
        30 - at,
        ["update", "configurationChange", "uninstall"][at % 3] ?? null,
        at % 5 === 0,
        ["Microsoft", "Contoso"][at % 2] ?? null,
        "active",
        `recommendation-${at}`,
      ]),
    },
  };
  return tables[kind] ?? { columns: INCIDENT_COLUMNS, rows: [] };
}
