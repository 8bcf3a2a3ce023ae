import type {
  ErrorReport,
  PlannedStep,
  RegistrationStepId,
  RunEvent,
  RunStepState,
  RunStepView,
  RunView,
} from "../../ipc";

/** What was heard of a run so far. */
export interface Progress {
  steps: Partial<Record<RegistrationStepId, RunStepView>>;
  /** The step that the tenant does not know of yet: how many seconds it took at which moment of this computer. */
  waiting: { id: RegistrationStepId; seconds: number; at: number } | null;
  /** The step whose answer the browser has, the page it shows, and the code that is typed in there, if any. */
  inBrowser: { id: RegistrationStepId; link: string; code: string | null } | null;
}

export const NOTHING_HEARD: Progress = { steps: {}, waiting: null, inBrowser: null };

/** What is known once an event was heard at that moment, in milliseconds since 1970. */
export function heard(before: Progress, event: RunEvent, at: number): Progress {
  switch (event.event) {
    case "step": {
      const { step } = event;
      const over = step.state !== "working";
      return {
        steps: { ...before.steps, [step.id]: step },
        waiting: over && before.waiting?.id === step.id ? null : before.waiting,
        inBrowser: over && before.inBrowser?.id === step.id ? null : before.inBrowser,
      };
    }
    case "waiting":
      return { ...before, waiting: { id: event.id, seconds: event.seconds, at } };
    case "in_browser":
      return { ...before, waiting: null, inBrowser: { id: event.id, link: event.link, code: event.code } };
    case "checklist":
      return before;
  }
}

/** How a planned step stands. What is in order already is done without anybody touching it. */
export function stateOf({ id, change }: PlannedStep, progress: Progress): RunStepState {
  return progress.steps[id]?.state ?? (change === "keep" ? "done" : "waiting");
}

/** How a run stands that nobody works on. */
export function standing(run: RunView | null): Progress {
  if (!run) return NOTHING_HEARD;
  return { ...NOTHING_HEARD, steps: Object.fromEntries(run.steps.map((step) => [step.id, step])) };
}

/** Where a run stopped, and why; nothing where it was interrupted from outside. */
export function stoppedAt(run: RunView): { id: RegistrationStepId; problem: ErrorReport | null } | null {
  return run.steps.find((step) => step.state === "stopped") ?? null;
}
