import { expect, it } from "vitest";
import { shortened } from "./shortened";

it("keeps a text that has room, and the beginning of one that has none", () => {
  expect(shortened("Phishing")).toBe("Phishing");
  expect(shortened("x".repeat(160))).toHaveLength(160);
  expect(shortened("x".repeat(1 << 20))).toBe(`${"x".repeat(160)}…`);
});

it("cuts between letters, never inside one", () => {
  const cut = shortened("👧".repeat(1000));
  expect(cut).toBe(`${"👧".repeat(160)}…`);
});
