import type { Format } from "../../i18n/format";

/** How long something is away that need not be awaited to the second, until it is near. */
export function left(milliseconds: number, format: Format): string {
  const near = milliseconds < 60_000 || milliseconds >= 600_000;
  return near ? format.duration(milliseconds) : format.minutes(milliseconds);
}
