import { tokens } from "@fluentui/react-components";
import type { IncidentRow, Severity } from "../../ipc";

/** From the worst down; the order of the chart, the legend and the table. */
export const SEVERITIES: readonly Severity[] = ["high", "medium", "low", "informational", "unknown"];

/** Colours that stay apart on light and dark, and for most kinds of colour blindness. The word is always beside. */
export const TONE: Record<Severity, string> = {
  high: tokens.colorPaletteRedBackground3,
  medium: tokens.colorPaletteMarigoldBorderActive,
  low: tokens.colorBrandForegroundInverted,
  informational: tokens.colorNeutralForegroundDisabled,
  unknown: tokens.colorNeutralStroke1,
};

const KNOWN_STATUS = ["active", "new", "inProgress", "resolved", "redirected", "awaitingAction", "unknown"] as const;
export type KnownStatus = (typeof KNOWN_STATUS)[number];

/** The two APIs write the same status in different ways ("InProgress", "in progress"). Null for one that is new to us. */
export function knownStatus(status: string): KnownStatus | null {
  const plain = status.replace(/[\s_-]/g, "").toLowerCase();
  return KNOWN_STATUS.find((known) => known.toLowerCase() === plain) ?? null;
}

export interface Filters {
  severity: Severity | null;
  status: string | null;
  search: string;
}

export const NO_FILTERS: Filters = { severity: null, status: null, search: "" };

export function matching(rows: IncidentRow[], { severity, status, search }: Filters): IncidentRow[] {
  const wanted = search.trim().toLowerCase();
  if (!severity && !status && !wanted) return rows;
  return rows.filter(
    (row) =>
      (!severity || row.severity === severity) &&
      (!status || (knownStatus(row.status) ?? row.status) === status) &&
      (!wanted ||
        `${row.id} ${row.title} ${row.assignedTo ?? ""} ${row.tags.join(" ")}`.toLowerCase().includes(wanted)),
  );
}

export interface Sorting {
  column: "severity" | "title" | "status" | "assigned" | "updated";
  descending: boolean;
}

export function sorted(rows: IncidentRow[], { column, descending }: Sorting): IncidentRow[] {
  const order = (a: IncidentRow, b: IncidentRow): number => {
    switch (column) {
      case "severity":
        return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
      case "title":
        return a.title.localeCompare(b.title);
      case "status":
        return a.status.localeCompare(b.status);
      case "assigned":
        return (a.assignedTo ?? "").localeCompare(b.assignedTo ?? "");
      case "updated":
        return Date.parse(a.updated) - Date.parse(b.updated);
    }
  };
  return [...rows].sort((a, b) => (descending ? order(b, a) : order(a, b)));
}
