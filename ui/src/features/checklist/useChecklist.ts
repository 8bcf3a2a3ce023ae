import { useCallback, useEffect, useRef, useState } from "react";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import {
  asReport,
  type Checklist,
  type CheckProgress,
  type ErrorReport,
  type Step,
  type StepId,
  useDoor,
} from "../../ipc";

/** How long the window waits after it came back before it looks again, so that a flick through windows costs nothing. */
const SETTLE_MILLISECONDS = 400;

interface ChecklistInHand {
  checklist: Checklist | null;
  /** An action of the person's runs. */
  busy: boolean;
  /** The window looks for evidence by itself; nobody has to wait for it. */
  looking: boolean;
  problem: ErrorReport | null;
  selected: StepId | null;
  select(step: StepId): void;
  /** Looks for evidence of the step, again and again while it may only take its time. */
  check(): Promise<void>;
  /** How far the wait for a step is; null when nothing is waited for. */
  waiting: CheckProgress | null;
  stopWaiting(): void;
  /** Runs an action that answers with the checklist, and moves on to where the person is needed next. */
  act(action: () => Promise<Checklist>): Promise<Checklist | undefined>;
}

/** The step where a person is needed: the one that is blocked, else the first that is not proved. */
export function whereNeeded(checklist: Checklist): StepId | null {
  return checklist.steps.find((step) => step.state === "blocked")?.id ?? checklist.current;
}

/** The next step after this one that is not proved; the search starts over at the end. */
export function nextOpen(steps: Step[], after: StepId): Step | null {
  const at = steps.findIndex((step) => step.id === after);
  const order = [...steps.slice(at + 1), ...steps.slice(0, at)];
  return order.find((step) => step.state !== "proved") ?? null;
}

/** The step that the person had open last, unless it was proved meanwhile. */
function leftAt({ steps, chosen }: Checklist): StepId | null {
  const step = steps.find((one) => one.id === chosen);
  return step && step.state !== "proved" ? step.id : null;
}

export function useChecklist(connectionId: string, asked: StepId | null): ChecklistInHand {
  const door = useDoor();
  const { learn, connections } = useSession();
  /** Somebody else may sign in meanwhile, from the menu of accounts. */
  const account = connections?.find((one) => one.id === connectionId)?.account ?? null;
  const acting = useTask();
  const looking = useTask();
  const patient = useTask();
  /** Counts the person's own actions: what was looked up before the last of them is out of date. */
  const actions = useRef(0);
  const known = useRef<Checklist | null>(null);
  const [checklist, setChecklist] = useState<Checklist | null>(null);
  const [chosen, setChosen] = useState<StepId | null>(asked);
  const [waiting, setWaiting] = useState<CheckProgress | null>(null);

  const take = useCallback(
    (answer: Checklist, follow: boolean) => {
      const before = known.current?.steps ?? [];
      known.current = answer;
      setChecklist(answer);
      learn(answer);
      setChosen((step) => {
        const blocked = answer.steps.find((one) => one.state === "blocked");
        if (follow && blocked) return blocked.id;
        const here = answer.steps.find((one) => one.id === step);
        // Another way to the goal has another step in the same place.
        if (!here) return step && (answer.steps[before.findIndex((one) => one.id === step)]?.id ?? null);
        if (here.state !== "proved") return step;
        return nextOpen(answer.steps, here.id)?.id ?? null;
      });
    },
    [learn],
  );

  const stopWaiting = useCallback(() => {
    door.cancelCheck(connectionId).catch(() => undefined);
  }, [door, connectionId]);

  const isWaiting = useRef(false);
  isWaiting.current = waiting !== null;
  useEffect(
    () => () => {
      if (isWaiting.current) stopWaiting();
    },
    [stopWaiting],
  );

  const act = useCallback(
    (action: () => Promise<Checklist>) => {
      actions.current += 1;
      looking.clear();
      // Whoever does something does not wait any longer for what was before it.
      if (patient.busy) stopWaiting();
      patient.clear();
      return acting.run(async () => {
        const answer = await action();
        take(answer, true);
        return answer;
      });
    },
    [acting.run, looking.clear, patient.busy, patient.clear, stopWaiting, take],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another account has other proofs
  useEffect(() => {
    void acting.run(async () => {
      const answer = await door.checklist(connectionId);
      known.current = answer;
      setChecklist(answer);
      learn(answer);
      setChosen((step) => step ?? leftAt(answer));
    });
  }, [door, connectionId, account, acting.run, learn]);

  const unfinished = checklist !== null && checklist.current !== null;
  const checkable = unfinished && checklist.connection.clientId !== null;
  useEffect(() => {
    if (!checkable) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () =>
      looking.run(async () => {
        const before = actions.current;
        const answer = await door.check(connectionId);
        if (actions.current === before) take(answer, false);
      });
    const cameBack = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), SETTLE_MILLISECONDS);
    };
    window.addEventListener("focus", cameBack);
    return () => {
      window.removeEventListener("focus", cameBack);
      clearTimeout(timer);
    };
  }, [checkable, connectionId, door, looking.run, take]);

  const selected = chosen ?? (checklist && whereNeeded(checklist));
  const wait = () =>
    patient.run(async () => {
      actions.current += 1;
      const before = actions.current;
      acting.clear();
      looking.clear();
      try {
        const answer = await (selected
          ? door.checkUntil(connectionId, selected, setWaiting)
          : door.check(connectionId));
        if (actions.current === before) take(answer, true);
      } catch (thrown) {
        // What was seen until the person stopped waiting is kept all the same.
        if (asReport(thrown).code !== "cancelled") throw thrown;
        const answer = await door.checklist(connectionId);
        if (actions.current === before) take(answer, false);
      } finally {
        setWaiting(null);
      }
    });
  return {
    checklist,
    busy: acting.busy,
    looking: looking.busy || patient.busy,
    problem: acting.problem ?? patient.problem ?? looking.problem,
    selected,
    select: (step) => {
      setChosen(step);
      // Only to go on from there another time: not worth a word when it cannot be kept.
      door.chooseStep(connectionId, step).catch(() => undefined);
    },
    check: async () => {
      await wait();
    },
    waiting,
    stopWaiting,
    act,
  };
}
