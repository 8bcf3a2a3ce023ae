/** Taking a result away without a desktop: the answers of a folder that takes everything. */
import type { ResultFormat, SavedFile, TableQuery } from "../bindings";
import type { Door } from "../door";
import { type FakeTable, tablePage } from "./tables";

const FOLDER = "/home/ana/Documents/Handrail";

export function savedFile(format: ResultFormat | "html", rows: number, what = "Latest Incidents"): SavedFile {
  return { format, path: `${FOLDER}/${what} 2026-11-20T18.05.00.${format}`, rows, bytes: rows * 420 };
}

type Saving = Pick<Door, "saveResult" | "copyRows" | "openSaved">;

/** The part of the door that writes files. */
export function fakeSaving(tableOf: (id: string) => FakeTable): Saving {
  const shownOf = (id: string, shown: TableQuery | null) => {
    const table = tableOf(id);
    return shown ? tablePage(table, shown, 0, 0).shown : table.rows.length;
  };
  return {
    saveResult: async (id, format, shown) => savedFile(format, shownOf(id, shown)),
    copyRows: async (id) => void tableOf(id),
    openSaved: async () => undefined,
  };
}
