/** Looking after a registration without a desktop: compared, repaired, its secret replaced, and taken away again. */
import type { Checklist, ConnectionView, DriftItem, DriftView, RunEvent, RunView } from "../bindings";
import { type Door, ownReport, Problem } from "../door";
import { DRIFT, driftView } from "./drift";
import { runStep, runView } from "./run";

/** What a test or a picture wants of looking after a registration. */
export interface FakeKeeping {
  /** What differs at first. */
  drift?: DriftItem[];
  /** What is to be different in what is compared. */
  seen?: Partial<DriftView>;
  /** While something is put right, replaced or taken away, nothing more is heard after these events. */
  lasting?: RunEvent[];
  /** Where replacing or taking away stops at first. */
  halted?: RunView;
}

interface Around {
  of(connectionId: string): ConnectionView;
  isSignedIn(connectionId: string): boolean;
  run(): RunView | null;
  noteRun(run: RunView | null): void;
  /** The app is gone: the checklist begins anew. */
  forget(connectionId: string): Checklist;
}

type KeepingDoor = Pick<
  Door,
  "checkRegistration" | "repairRegistration" | "reminders" | "rotateCredential" | "undoRegistration"
>;

type Tell = (event: RunEvent) => void;

export function fakeKeeping(around: Around, wishes: FakeKeeping = {}): KeepingDoor {
  let items = wishes.drift ?? DRIFT;
  let halted = wishes.halted;
  const view = (id: string) => driftView(id, items, wishes.seen);
  /** Refuses where nobody signed in; stands still or stops where that is wished. */
  const enter = async (id: string, onEvent: Tell): Promise<RunView | null> => {
    if (!around.isSignedIn(id)) throw new Problem({ ...ownReport("setup_missing"), remedy: "sign_in" });
    if (wishes.lasting) {
      for (const event of wishes.lasting) onEvent(event);
      await new Promise(() => undefined);
    }
    const stop = halted ?? null;
    halted = undefined;
    return stop;
  };
  return {
    checkRegistration: async (id) => {
      await enter(id, () => undefined);
      return view(id);
    },
    repairRegistration: async (id, ids, onEvent) => {
      await enter(id, onEvent);
      for (const { repair } of items.filter((item) => ids.includes(item.id))) {
        if (repair) onEvent({ event: "step", step: runStep(repair.id, "done") });
      }
      items = items.filter((item) => !ids.includes(item.id));
      return view(id);
    },
    reminders: async () => [],
    rotateCredential: async (id, onEvent) => {
      const stop = await enter(id, onEvent);
      if (stop) return stop;
      const credential = around.of(id).goal.credential ?? "secret";
      onEvent({ event: "step", step: runStep(credential, "working") });
      onEvent({ event: "waiting", id: "proof", seconds: 7 });
      const done = [runStep(credential, "done"), runStep("proof", "done")];
      for (const step of done) onEvent({ event: "step", step });
      return runView(around.of(id), done, { finished: true, resumable: false });
    },
    undoRegistration: async (id, onEvent) => {
      const stop = await enter(id, onEvent);
      if (stop) {
        around.noteRun(stop);
        return stop;
      }
      const undone = (around.run()?.steps ?? [])
        .filter((step) => step.id !== "proof")
        .map((step) => runStep(step.id, "undone"));
      for (const step of [...undone].reverse()) onEvent({ event: "step", step });
      around.noteRun(null);
      onEvent({ event: "checklist", checklist: around.forget(id) });
      return runView(around.of(id), undone, { resumable: false, undoable: false, undoing: true });
    },
  };
}
