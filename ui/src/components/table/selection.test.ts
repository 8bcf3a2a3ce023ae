import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { TableQuery } from "../../ipc";
import { nameOf, useSelection, withToggled } from "./selection";

const selecting = (query: TableQuery) =>
  renderHook(({ of }) => useSelection("id", of, async () => ["a", "b"]), { initialProps: { of: query } });

describe("a selection", () => {
  it("takes rows in, and out again only when all of them are in", () => {
    const some = withToggled(new Set(["a"]), ["a", "b"]);
    expect([...some]).toEqual(["a", "b"]);
    expect([...withToggled(some, ["a", "b"])]).toEqual([]);
  });

  it("stays while the same rows are sorted or grouped in another way", () => {
    const { result, rerender } = selecting({ search: "contoso" });
    act(() => result.current.choose(new Set(["a"])));
    rerender({ of: { search: "contoso", sort: { column: "id", descending: true }, group: "kind" } });
    expect([...result.current.chosen]).toEqual(["a"]);
  });

  it("is empty where other rows are shown, so that nothing hidden is chosen", () => {
    const { result, rerender } = selecting({});
    act(() => result.current.choose(new Set(["a"])));
    rerender({ of: { keep: [{ column: "kind", anyOf: ["x"] }] } });
    expect(result.current.chosen.size).toBe(0);
  });

  it("names rows only, not the headings of groups nor what is on its way", () => {
    expect(nameOf({ kind: "row", row: 3, cells: ["high", "a"] }, 1)).toBe("a");
    expect(nameOf({ kind: "group", value: "x", count: 2, folded: false }, 1)).toBeNull();
    expect(nameOf(undefined, 1)).toBeNull();
  });
});
