import { describe, expect, it } from "vitest";
import { incidents } from "../../ipc/fake";
import { bucketed, stretch } from "./buckets";

const UNTIL = Date.parse("2026-11-20T18:00:00Z");
const HOUR = 3_600_000;

describe("severity over time", () => {
  it("counts every incident exactly once, for each time span", () => {
    for (const hours of [24, 48, 168, 720]) {
      const rows = incidents(500, hours, UNTIL);
      const buckets = bucketed(rows, UNTIL, hours);
      expect(buckets.reduce((sum, bucket) => sum + bucket.total, 0)).toBe(500);
      expect(buckets.length).toBeGreaterThanOrEqual(24);
      expect(buckets.length).toBeLessThanOrEqual(30);
    }
  });

  it("keeps what lies outside the time asked for in the first and last stretch", () => {
    const [row] = incidents(1, 48, UNTIL);
    if (!row) throw new Error("one incident was asked for");
    const early = { ...row, updated: new Date(UNTIL - 400 * HOUR).toISOString() };
    const late = { ...row, updated: new Date(UNTIL + HOUR).toISOString() };
    const buckets = bucketed([early, late], UNTIL, 48);
    expect(buckets[0]?.total).toBe(1);
    expect(buckets.at(-1)?.total).toBe(1);
  });

  it("puts an incident into the stretch of its time and under its severity", () => {
    const [row] = incidents(1, 48, UNTIL);
    if (!row) throw new Error("one incident was asked for");
    const updated = new Date(UNTIL - 5 * HOUR).toISOString();
    const buckets = bucketed([{ ...row, severity: "high", updated }], UNTIL, 48);
    const hit = buckets.findIndex((bucket) => bucket.total === 1);
    expect(buckets[hit]?.from).toBe(UNTIL - 6 * HOUR);
    expect(buckets[hit]?.counts.high).toBe(1);
    expect(stretch(48)).toBe(2 * HOUR);
  });

  it("ends with the time of the answer", () => {
    const buckets = bucketed([], UNTIL, 168);
    expect((buckets.at(-1)?.from ?? 0) + stretch(168)).toBe(UNTIL);
  });
});
