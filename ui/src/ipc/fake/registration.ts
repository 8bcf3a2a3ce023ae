/** Registering without a tenant: a sign-in, a plan and a run that do what a test wants. */
import type {
  Checklist,
  ConnectionView,
  ErrorReport,
  RegistrationChoices,
  RegistrationStepId,
  RunEvent,
  RunStepView,
  RunView,
  StepId,
} from "../bindings";
import { type Door, ownReport, Problem } from "../door";
import { type FakeKeeping, fakeKeeping } from "./keeping";
import { type FakeTenantGround, registrationPlan } from "./planning";
import { CLIENT_ID, runStep, runView } from "./run";
import { type FakeSetup, fakeSetup } from "./setup";

export { runStep, runView } from "./run";

/** What a test or a picture wants of registering. */
export interface FakeRegistration extends FakeSetup, FakeTenantGround, FakeKeeping {
  /** Where the first run stops, and why; the next one goes on from there. */
  stop?: { at: RegistrationStepId; problem: ErrorReport };
  /** Where a run stands still until it is stopped. */
  still?: { at: RegistrationStepId; event?: RunEvent };
  /** What was begun before. */
  run?: RunView | null;
}

interface Around {
  listOf(connectionId: string): Checklist;
  /** Notes that steps of the checklist were seen to work. */
  prove(connectionId: string, part: Partial<ConnectionView>, ...steps: StepId[]): Checklist;
  /** The app is gone: the checklist begins anew. */
  forget(connectionId: string): Checklist;
  /** Whoever gives up a sign-in calls this. */
  waits(giveUp: (thrown: Problem) => void): void;
}

type Registering = Pick<Door, "planRegistration" | "applyRegistration" | "cancelRegistration" | "registrationRun"> &
  ReturnType<typeof fakeSetup>["door"] &
  ReturnType<typeof fakeKeeping>;

export function fakeRegistration({ listOf, prove, forget, waits }: Around, wishes: FakeRegistration = {}): Registering {
  let run: RunView | null = wishes.run ?? null;
  let stop = wishes.stop;
  let release: (() => void) | null = null;
  const of = (id: string) => listOf(id).connection;
  const scopesOf = (id: string, choices: RegistrationChoices) =>
    registrationPlan(of(id), choices).scopes.map(({ scope }) => scope);
  const setup = fakeSetup({ scopesOf, waits }, wishes);
  const planOf = (id: string, choices: RegistrationChoices) =>
    registrationPlan(of(id), choices, wishes, setup.isSignedIn(id));

  const keeping = fakeKeeping(
    {
      of,
      isSignedIn: setup.isSignedIn,
      run: () => run,
      noteRun: (next) => {
        run = next;
      },
      forget,
    },
    wishes,
  );

  /** Does one step as wished; false where the run ends there. */
  const doStep = async (
    one: RegistrationStepId,
    tell: (step: RunStepView) => void,
    onEvent: (event: RunEvent) => void,
  ) => {
    tell(runStep(one, "working"));
    if (stop?.at === one) {
      tell(runStep(one, "stopped", { problem: stop.problem }));
      stop = undefined;
      return false;
    }
    if (wishes.still?.at === one) {
      if (wishes.still.event) onEvent(wishes.still.event);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      tell(runStep(one, "stopped", { problem: { ...ownReport("cancelled"), remedy: "none" } }));
      return false;
    }
    tell(runStep(one, "done", one === "service_principal" ? { waitedSeconds: 7 } : {}));
    return true;
  };

  return {
    ...setup.door,
    ...keeping,
    planRegistration: async (id, choices) => planOf(id, choices),
    registrationRun: async () => run,
    cancelRegistration: async () => release?.(),
    applyRegistration: async (id, choices, onEvent) => {
      if (!setup.isSignedIn(id)) throw new Problem({ ...ownReport("setup_missing"), remedy: "sign_in" });
      const before = new Map(run?.steps.map((step) => [step.id, step]));
      const steps = planOf(id, choices).steps.map((step) => before.get(step.id) ?? runStep(step.id, "waiting"));
      const view = (part: Partial<RunView> = {}) =>
        runView(of(id), [...steps], { choices, clientId: of(id).clientId, ...part });
      for (const [index, { id: one, state }] of steps.entries()) {
        if (state === "done") continue;
        const tell = (step: RunStepView) => {
          steps[index] = step;
          onEvent({ event: "step", step });
        };
        if (!(await doStep(one, tell, onEvent))) {
          run = view();
          return run;
        }
        if (one === "application") prove(id, { clientId: CLIENT_ID }, "register");
      }
      const all = listOf(id).steps.map((step) => step.id);
      const secret = of(id).goal.context === "application" ? "keychain" : "missing";
      onEvent({ event: "checklist", checklist: prove(id, { ready: true, secret }, ...all) });
      run = view({ finished: true, resumable: false });
      return run;
    },
  };
}
