/** Taking a result away without a desktop: the answers of a folder that takes everything. */
import type { Comparison, ResultFormat, SavedFile, TableQuery } from "../bindings";
import type { Door } from "../door";
import { type FakeTable, tablePage } from "./tables";

const FOLDER = "/home/ana/Documents/Handrail";

export function savedFile(format: ResultFormat | "html", rows: number, what = "Latest Incidents"): SavedFile {
  return { format, path: `${FOLDER}/${what} 2026-11-20T18.05.00.${format}`, rows, bytes: rows * 420 };
}

/** What a second run of a question brings. */
export const COMPARISON: Comparison = {
  last: "2026-11-20T16:05:00Z",
  column: "since_last",
  added: 7,
  changed: 3,
  resolved: 2,
  same: 119,
  gone: 4,
  changes: [
    {
      row: 0,
      title: "Multi-stage incident on srv-files-02",
      columns: ["status", "assigned_to"],
      statusBefore: "active",
      severityBefore: "high",
    },
    { row: 4, title: "Phishing mail delivered", columns: ["severity"], statusBefore: "active", severityBefore: "low" },
  ],
  left: [{ id: "901", title: "Password spray", status: "resolved", severity: "medium" }],
};

type Saving = Pick<Door, "saveResult" | "saveBrief" | "compare" | "copyRows" | "openSaved">;

/** The part of the door that writes files. */
export function fakeSaving(tableOf: (id: string) => FakeTable): Saving {
  const shownOf = (id: string, shown: TableQuery | null) => {
    const table = tableOf(id);
    return shown ? tablePage(table, shown, 0, 0).shown : table.rows.length;
  };
  return {
    saveResult: async (id, format, shown) => savedFile(format, shownOf(id, shown)),
    saveBrief: async (id) => savedFile("html", tableOf(id).rows.length, "Brief"),
    compare: async (id) => tableOf(id) && COMPARISON,
    copyRows: async (id) => void tableOf(id),
    openSaved: async () => undefined,
  };
}
