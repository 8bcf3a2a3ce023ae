import { describe, expect, it } from "vitest";
import { daysLeft } from "./daysLeft";

/** A moment of the clock on the wall. */
const at = (day: number, hour: number) => new Date(2026, 9, day, hour).getTime();
const until = new Date(at(31, 12)).toISOString();

describe("the days that are left", () => {
  it("are the same all day", () => {
    expect([at(19, 0), at(19, 11), at(19, 12), at(19, 23)].map((now) => daysLeft(until, now))).toEqual([
      12, 12, 12, 12,
    ]);
  });

  it("are none on the last day, and fewer afterwards", () => {
    expect(daysLeft(until, at(31, 1))).toBe(0);
    expect(daysLeft(until, at(32, 1))).toBe(-1);
  });
});
