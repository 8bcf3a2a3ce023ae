import { type ErrorCode, ownReport, Problem } from "../../../ipc";

/** The desktop takes no longer list either. */
const LARGEST = 4 * 1024 * 1024;
const MOST_LINES = 20_000;

/**
 * The text of a dropped file, in whatever encoding spreadsheets write: UTF-8, UTF-16 or Windows-1252. Rejects with the
 * reports that the desktop has for a file that is chosen.
 */
export async function fileText(file: File): Promise<string> {
  if (file.size > LARGEST) throw refused("customer_list_too_long", { lines: String(MOST_LINES) });
  const bytes = await file.arrayBuffer().catch(() => null);
  // A folder, or a file that went away while it was dragged.
  if (!bytes || isWorkbook(bytes)) throw refused("customer_list_unreadable", { path: file.name });
  return decoded(bytes);
}

function refused(code: ErrorCode, params: Record<string, string>): Problem {
  return new Problem({ ...ownReport(code), params, remedy: "none", retryable: false });
}

/** The two containers of Excel's own files: a ZIP archive, and the older compound file. */
function isWorkbook(bytes: ArrayBuffer): boolean {
  const begin = new Uint8Array(bytes.slice(0, 4)).join();
  return begin === "80,75,3,4" || begin === "208,207,17,224";
}

function decoded(bytes: ArrayBuffer): string {
  const mark = new Uint8Array(bytes.slice(0, 2)).join();
  if (mark === "255,254") return new TextDecoder("utf-16le").decode(bytes);
  if (mark === "254,255") return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
