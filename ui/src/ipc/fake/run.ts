/** Runs as the window shows them. */
import type { ConnectionView, RegistrationStepId, RunStepState, RunStepView, RunView } from "../bindings";

/** "Application (client) ID" of what is registered. */
export const CLIENT_ID = "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918";

/** A run of these steps, with what is to be different. */
export function runView(of: ConnectionView, steps: RunStepView[], part: Partial<RunView> = {}): RunView {
  return {
    connectionId: of.id,
    startedAt: new Date().toISOString(),
    choices: {},
    clientId: null,
    steps,
    finished: false,
    resumable: true,
    undoable: true,
    undoing: false,
    ...part,
  };
}

const MADE: Partial<Record<RegistrationStepId, string[]>> = {
  application: ["Handrail application", CLIENT_ID],
  service_principal: ["9a1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d"],
  secret: ["Handrail 4f2a91c0"],
};

export function runStep(id: RegistrationStepId, state: RunStepState, part: Partial<RunStepView> = {}): RunStepView {
  return { id, state, made: state === "done" ? (MADE[id] ?? []) : [], problem: null, waitedSeconds: null, ...part };
}
