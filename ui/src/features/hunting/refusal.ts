import type { ErrorReport } from "../../ipc";
import type { Mark } from "./kql/language";

/** Where in the query the service found what it refuses: by its line and position, or by the name that it does not know. */
export function refusalIn(text: string, report: ErrorReport | null): Mark | null {
  if (report?.code !== "hunting_query_refused") return null;
  const { message = "", line, column } = report.params;
  const named = /'(\w+)'/.exec(message)?.[1];
  const at = line ? offset(text, Number(line), Number(column ?? 0)) : named ? text.indexOf(named) : -1;
  if (at < 0) return null;
  return { code: report.code, severity: "error", message, ...wordAt(text, at) };
}

/** Lines count from one, positions from nought. */
function offset(text: string, line: number, position: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return line <= lines.length ? Math.min(before + position, before + (lines[line - 1]?.length ?? 0)) : -1;
}

/** The word at a place, or the sign. A place behind everything means what stands last. */
function wordAt(text: string, at: number): { from: number; to: number } {
  let from = at;
  let to = at;
  while (from > 0 && /\w/.test(text[from - 1] ?? "")) from -= 1;
  while (to < text.length && /\w/.test(text[to] ?? "")) to += 1;
  if (from < to) return { from, to };
  return at < text.length ? { from: at, to: at + 1 } : { from: Math.max(0, at - 1), to: at };
}
