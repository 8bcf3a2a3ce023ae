import { tokens } from "@fluentui/react-components";
import type { BoardView, CustomerState } from "../../ipc";

/** What a state means to somebody in a hurry, from what works to what needs a person. */
export const TONES = ["ready", "partly", "waiting", "stuck"] as const;
export type Tone = (typeof TONES)[number];

const TONE_OF: Record<CustomerState, Tone> = {
  unknown: "waiting",
  "no-app": "waiting",
  "no-roles": "partly",
  "partial-roles": "partly",
  unreachable: "partly",
  consented: "ready",
  blocked: "stuck",
  "not-provisioned": "stuck",
};

const STATES = Object.keys(TONE_OF) as CustomerState[];

/** The colour of a tone; a word and a shape always stand with it. */
export const COLOUR: Record<Tone, string> = {
  ready: tokens.colorPaletteGreenForeground1,
  partly: tokens.colorPaletteMarigoldBorderActive,
  waiting: tokens.colorNeutralStrokeAccessible,
  stuck: tokens.colorPaletteRedForeground1,
};

/** The state of that name; what is new to us was not looked at. */
export function stateOf(name: unknown): CustomerState {
  return STATES.find((state) => state === name) ?? "unknown";
}

export function toneOf(state: CustomerState): Tone {
  return TONE_OF[state];
}

export function statesOf(tone: Tone): CustomerState[] {
  return STATES.filter((state) => TONE_OF[state] === tone);
}

/** States in which an invitation helps: consent is missing, in whole or in part. */
export const INVITABLE: readonly CustomerState[] = ["unknown", "no-app", "no-roles", "partial-roles"];

/** How many customers are in one of these states. */
export function countOf({ counts }: BoardView, states: readonly CustomerState[]): number {
  return counts.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0);
}
