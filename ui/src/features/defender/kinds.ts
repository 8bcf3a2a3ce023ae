import type { Layout } from "../../components/table/layout";
import type { Api, ListQuery, ResultKind, TableQuery } from "../../ipc";

/** The lists that can be asked for here; hunting has a screen of its own. */
export type ListKind = Exclude<ResultKind, "hunting" | "score" | "customers">;

/** What the screen shows: a list, or the exposure score, which is one number. */
export type Shown = ListKind | "score";

export const LISTS = [
  "incidents",
  "alerts",
  "machines",
  "vulnerabilities",
  "recommendations",
] as const satisfies readonly ListKind[];

/** The time spans that can be asked for, in hours. */
export const WINDOWS = [24, 48, 168, 720] as const;
export type Hours = (typeof WINDOWS)[number];

export const STATUSES = ["active", "inProgress", "resolved"] as const;

interface ListFacts {
  layout: Layout;
  /** The column of the chart over time. */
  time: string | null;
  /** The columns whose values are drawn as bars. */
  facets: readonly [string, string];
  /** A time span can be asked for; otherwise the list is what there is now. */
  windowed: boolean;
  /** The order of the table before somebody sorts. */
  order: TableQuery;
}

const newest = (column: string): TableQuery => ({ sort: { column, descending: true } });

/** How each list is shown. */
export const FACTS: Record<ListKind, ListFacts> = {
  incidents: {
    layout: layout("title", "severity", "title", "status", "assigned_to", "devices", "updated"),
    time: "updated",
    facets: ["category", "devices"],
    windowed: true,
    order: newest("updated"),
  },
  alerts: {
    layout: layout("title", "severity", "title", "status", "category", "devices", "updated"),
    time: "updated",
    facets: ["category", "devices"],
    windowed: true,
    order: newest("updated"),
  },
  machines: {
    layout: layout("device", "risk", "device", "exposure", "health", "os", "ip", "tags", "last_seen"),
    time: null,
    facets: ["risk", "os"],
    windowed: false,
    order: newest("risk"),
  },
  vulnerabilities: {
    layout: layout(
      "description",
      "id",
      "level",
      "description",
      "cvss",
      "exposed_machines",
      "public_exploit",
      "published",
    ),
    time: null,
    facets: ["level", "public_exploit"],
    windowed: false,
    order: newest("cvss"),
  },
  recommendations: {
    layout: layout("title", "title", "exposure_impact", "exposed_machines", "remediation", "active_alert", "status"),
    time: null,
    facets: ["remediation", "vendor"],
    windowed: false,
    order: newest("exposure_impact"),
  },
};

function layout(main: string, ...shown: string[]): Layout {
  return { main, shown, exact: false };
}

/** Whether rows of that kind are those of a list. */
export function isList(kind: ResultKind): kind is ListKind {
  return kind in FACTS;
}

/** What a connection is asked for first: Defender for Endpoint has alerts and no incidents. */
export function firstList(api: Api): ListKind {
  return api === "mde" ? "alerts" : "incidents";
}

/** Everything of a list; where there is a time span, that of the last hours. */
export function allOf(kind: ListKind, hours: number): ListQuery {
  return { kind, hours, withAlerts: true };
}

/** How many conditions a question has beside its time span. */
export function conditions({ severities = [], statuses = [], assignedTo = null, text = "" }: ListQuery): number {
  const set = [severities.length > 0, statuses.length > 0, assignedTo !== null, text !== ""];
  return set.filter(Boolean).length;
}

/** The same without the conditions. */
export function withoutConditions({ kind, hours, withAlerts = true }: ListQuery): ListQuery {
  return { kind, hours, withAlerts };
}

export function knownHours(hours: number): Hours | null {
  return WINDOWS.find((one) => one === hours) ?? null;
}
