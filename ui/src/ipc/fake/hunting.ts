/** Hunting without a desktop: an answer that is always the same, places, a small schema and queries that are kept. */
import type { HuntingPlace, HuntingSchema, HuntingTable, HuntQuery, HuntView, SavedQuery } from "../bindings";
import { type FakeTable, resultView } from "./tables";

const HOSTS = ["pc-ana", "pc-ben", "srv-files-02"];

/** Processes that were started with encoded commands. */
export function huntTable(now: number): FakeTable {
  return {
    columns: [
      { name: "Timestamp", kind: "time" },
      { name: "DeviceName", kind: "text" },
      { name: "FileName", kind: "text" },
      { name: "ProcessCommandLine", kind: "text" },
    ],
    rows: Array.from({ length: 24 }, (_, at) => [
      new Date(now - at * 3_600_000).toISOString(),
      HOSTS[at % HOSTS.length] ?? "",
      "powershell.exe",
      `powershell.exe -enc SQBFAFgA${at}`,
    ]),
  };
}

const ENDS_ON = "2027-02-01";

export function huntView(connectionId: string, query: HuntQuery, table: FakeTable, now: number): HuntView {
  const list = { kind: "hunting" as const, hours: 30 * 24 };
  const view = resultView(connectionId, { ...EVERYTHING, ...list }, table, now);
  return {
    ...view,
    api: query.api,
    requests: 1,
    filter: { ...view.filter, sent: query.text },
    schema: table.columns.map(({ name, kind }) => ({ name, type: kind === "time" ? "DateTime" : "String" })),
    limits: {
      rows: 100_000,
      rowsReached: false,
      seconds: 180,
      megabytes: 50,
      days: 30,
      perMinute: 45,
      endsOn: query.api === "graph" ? null : ENDS_ON,
    },
  };
}

const EVERYTHING = { severities: [], statuses: [], assignedTo: null, text: "", withAlerts: false, top: null };

export const HUNTING_PLACES: HuntingPlace[] = [
  { api: "graph", permission: "ThreatHunting.Read.All", endsOn: null, ended: false, recommended: true },
  { api: "xdr", permission: "AdvancedHunting.Read.All", endsOn: ENDS_ON, ended: false, recommended: false },
  { api: "mde", permission: "AdvancedQuery.Read.All", endsOn: ENDS_ON, ended: false, recommended: false },
];

const MEANINGS: Record<string, { en: string; fr: string }> = {
  Timestamp: { en: "When it happened", fr: "Date de l’événement" },
  DeviceName: { en: "Name of the device", fr: "Nom de l’appareil" },
};

function table(name: string, en: string, fr: string, columns: string[]): HuntingTable {
  return {
    name,
    meaning: { en, fr },
    endpoint: name.startsWith("Device"),
    columns: columns.map((text) => {
      const [column = "", type = "string"] = text.split(" ");
      return { name: column, type, meaning: MEANINGS[column] ?? null };
    }),
  };
}

export const HUNTING_SCHEMA: HuntingSchema = {
  source: "MicrosoftDocs/defender-docs",
  asOf: "2026-11-21",
  tables: [
    table("AlertInfo", "Alerts of all Defender products", "Alertes de tous les produits Defender", [
      "Timestamp datetime",
      "AlertId string",
      "Title string",
      "Severity string",
    ]),
    table("DeviceProcessEvents", "Processes that were started", "Processus démarrés", [
      "Timestamp datetime",
      "DeviceName string",
      "FileName string",
      "ProcessCommandLine string",
      "ProcessId long",
    ]),
  ],
};

const STARTERS: SavedQuery[] = [
  {
    id: "encoded_powershell",
    name: null,
    text: 'DeviceProcessEvents\n| where FileName =~ "powershell.exe"\n| where ProcessCommandLine has "-enc"',
    starter: true,
  },
  { id: "alerts_by_category", name: null, text: "AlertInfo\n| summarize Alerts = count() by Severity", starter: true },
];

/** Queries in memory. */
export function savedQueries() {
  let own: SavedQuery[] = [];
  const all = () => [...own, ...STARTERS];
  return {
    savedQueries: async () => all(),
    saveQuery: async (name: string, text: string) => {
      own = [...own.filter((query) => query.name !== name), { id: `own-${name}`, name, text, starter: false }];
      return all();
    },
    removeQuery: async (id: string) => {
      own = own.filter((query) => query.id !== id);
      return all();
    },
  };
}
