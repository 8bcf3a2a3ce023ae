/** Taking a registration away and replacing its secret without a desktop: everything goes well, one step after another. */
import type { RegistrationStepId, RunStepState, RunStepView, RunView } from "../bindings";
import type { Door } from "../door";

const MADE: Partial<Record<RegistrationStepId, string>> = {
  application: "7d1f6a52-9e0b-4b58-a5a4-0f7c5a1f3f10",
  service_principal: "c0a1d7de-0d0a-4f2b-9d3c-7b0e5bdc5a77",
  secret: "1f9c0f9e-57a6-4a8f-8e0e-5d2b7c3c9a01",
};

function step(id: RegistrationStepId, state: RunStepState): RunStepView {
  const made = MADE[id];
  return { id, state, made: made ? [made] : [], problem: null, waitedSeconds: null };
}

function run(connectionId: string, steps: RunStepView[], change: Partial<RunView>): RunView {
  return {
    connectionId,
    startedAt: "2026-11-21T22:30:00Z",
    choices: { consent: "link", name: null, also: [], repair: null },
    clientId: "3e6d8f0a-2b4c-4d6e-8f0a-1b2c3d4e5f60",
    steps,
    finished: false,
    resumable: false,
    undoable: false,
    undoing: false,
    ...change,
  };
}

export function fakeUndoing(): Pick<Door, "undoRegistration" | "rotateCredential"> {
  return {
    undoRegistration: async (connectionId, onEvent) => {
      const backwards: RegistrationStepId[] = ["consent", "secret", "service_principal", "application"];
      const undone = backwards.map((id) => step(id, "undone"));
      for (const one of undone) onEvent({ event: "step", step: one });
      return run(connectionId, undone.reverse(), { undoing: true });
    },
    rotateCredential: async (connectionId, onEvent) => {
      onEvent({ event: "step", step: step("secret", "working") });
      onEvent({ event: "waiting", id: "proof", seconds: 7 });
      const done = [step("secret", "done"), step("proof", "done")];
      for (const one of done) onEvent({ event: "step", step: one });
      return run(connectionId, done, { finished: true, undoable: true });
    },
  };
}
