import type { IncidentRow, Severity } from "../../ipc";
import { SEVERITIES } from "./severity";

/** The incidents of one stretch of time, counted by severity. */
export interface Bucket {
  /** Milliseconds since 1970. */
  from: number;
  counts: Record<Severity, number>;
  total: number;
}

const HOUR = 3_600_000;

/** How long a stretch is, so that there are 24 to 30 of them. */
export function stretch(hours: number): number {
  if (hours <= 24) return HOUR;
  if (hours <= 48) return 2 * HOUR;
  if (hours <= 168) return 6 * HOUR;
  return 24 * HOUR;
}

/**
 * Counts incidents by when they were last updated, in equal stretches that end at `until`. What lies outside the time
 * asked for, as clocks may differ, goes into the first or last one, so that the sum is always the number of rows.
 */
export function bucketed(rows: IncidentRow[], until: number, hours: number): Bucket[] {
  const length = stretch(hours);
  const count = Math.max(1, Math.ceil((hours * HOUR) / length));
  const start = until - count * length;
  const buckets = Array.from(
    { length: count },
    (_, index): Bucket => ({
      from: start + index * length,
      counts: Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>,
      total: 0,
    }),
  );
  for (const row of rows) {
    const at = Math.floor((Date.parse(row.updated) - start) / length);
    const bucket = buckets[Math.min(count - 1, Math.max(0, Number.isNaN(at) ? 0 : at))];
    if (!bucket) continue;
    bucket.counts[row.severity] += 1;
    bucket.total += 1;
  }
  return buckets;
}
