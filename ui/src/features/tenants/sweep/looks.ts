import { tokens } from "@fluentui/react-components";
import type { SweptCustomer } from "../../../ipc";

/** How far one customer is, as it is shown: what needs a look comes first. */
export const LOOKS = ["running", "held", "failed", "done", "waiting", "skipped"] as const;

/** `held` waits because the service asked to; `waiting` has not begun. */
export type Look = (typeof LOOKS)[number];

/** What is seen before somebody chooses: what happens now, and what went wrong. */
export const AT_FIRST: readonly Look[] = ["running", "held", "failed"];

export function lookOf({ state, waitingSeconds }: SweptCustomer): Look {
  return waitingSeconds !== null && (state === "running" || state === "waiting") ? "held" : state;
}

/** How many customers look like that. Those that nothing was heard of yet are waiting. */
export function counted(customers: readonly SweptCustomer[], of: number): Record<Look, number> {
  const counts: Record<Look, number> = { running: 0, held: 0, failed: 0, done: 0, waiting: 0, skipped: 0 };
  for (const customer of customers) counts[lookOf(customer)] += 1;
  counts.waiting += Math.max(0, of - customers.length);
  return counts;
}

export const TONE: Record<Look, string> = {
  running: tokens.colorBrandForeground1,
  held: tokens.colorPaletteMarigoldBorderActive,
  failed: tokens.colorPaletteRedForeground1,
  done: tokens.colorPaletteGreenForeground1,
  waiting: tokens.colorNeutralForegroundDisabled,
  skipped: tokens.colorNeutralForeground3,
};

/** The side of one place in the picture. */
export const CELL = 10;

/**
 * The shape of each look in a place that begins at these coordinates, as a path. They differ in form too, so that nobody
 * needs the colours.
 */
export const SHAPE: Record<Look, (x: number, y: number) => string> = {
  // A frame.
  running: (x, y) => `M${x + 1} ${y + 1}h8v8h-8zM${x + 3.5} ${y + 3.5}v3h3v-3z`,
  // Two bars, as on a button that pauses.
  held: (x, y) => `M${x + 1} ${y + 1}h3v8h-3zM${x + 6} ${y + 1}h3v8h-3z`,
  // A cross.
  failed: (x, y) =>
    `M${x + 1} ${y + 2.6}l1.6-1.6l2.4 2.4l2.4-2.4l1.6 1.6l-2.4 2.4l2.4 2.4l-1.6 1.6l-2.4-2.4l-2.4 2.4l-1.6-1.6l2.4-2.4z`,
  // A full square.
  done: (x, y) => `M${x + 1} ${y + 1}h8v8h-8z`,
  // A small square.
  waiting: (x, y) => `M${x + 3.5} ${y + 3.5}h3v3h-3z`,
  // A dash.
  skipped: (x, y) => `M${x + 1} ${y + 4}h8v2h-8z`,
};
