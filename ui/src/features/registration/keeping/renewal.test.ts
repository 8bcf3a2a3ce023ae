import { expect, it } from "vitest";
import type { RunStepState } from "../../../ipc";
import { runStep } from "../../../ipc/fake/registration";
import { NOTHING_HEARD } from "../progress";
import { renewal } from "./renewal";

const told = (secret: RunStepState, proof: RunStepState) =>
  Object.values(
    renewal({ ...NOTHING_HEARD, steps: { secret: runStep("secret", secret), proof: runStep("proof", proof) } }),
  );

it("shows three things of the two steps that are told", () => {
  expect(told("working", "waiting")).toEqual(["working", "waiting", "waiting"]);
  expect(told("working", "working")).toEqual(["done", "working", "waiting"]);
  expect(told("working", "done")).toEqual(["done", "done", "working"]);
  expect(told("done", "done")).toEqual(["done", "done", "done"]);
});

it("says where it stopped, and when an old one was left", () => {
  expect(told("stopped", "waiting")).toEqual(["stopped", "waiting", "waiting"]);
  expect(told("working", "stopped")).toEqual(["done", "stopped", "waiting"]);
  expect(told("stopped", "done")).toEqual(["done", "done", "stopped"]);
  expect(told("left", "done")).toEqual(["done", "done", "left"]);
});
