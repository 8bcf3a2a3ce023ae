import { useCallback, useEffect, useRef, useState } from "react";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { type Checklist, type ErrorReport, type Step, type StepId, useDoor } from "../../ipc";

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
  /** Looks for evidence for all that is not proved. */
  check(): Promise<void>;
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

export function useChecklist(connectionId: string, asked: StepId | null): ChecklistInHand {
  const door = useDoor();
  const { learn } = useSession();
  const acting = useTask();
  const looking = useTask();
  /** Counts the person's own actions: what was looked up before the last of them is out of date. */
  const actions = useRef(0);
  const [checklist, setChecklist] = useState<Checklist | null>(null);
  const [chosen, setChosen] = useState<StepId | null>(asked);

  const take = useCallback(
    (answer: Checklist, follow: boolean) => {
      setChecklist(answer);
      learn(answer);
      setChosen((step) => {
        const blocked = answer.steps.find((one) => one.state === "blocked");
        if (follow && blocked) return blocked.id;
        const here = answer.steps.find((one) => one.id === step);
        if (here?.state !== "proved") return step;
        return nextOpen(answer.steps, here.id)?.id ?? null;
      });
    },
    [learn],
  );

  const act = useCallback(
    (action: () => Promise<Checklist>) => {
      actions.current += 1;
      looking.clear();
      return acting.run(async () => {
        const answer = await action();
        take(answer, true);
        return answer;
      });
    },
    [acting.run, looking.clear, take],
  );

  useEffect(() => {
    void acting.run(async () => {
      const answer = await door.checklist(connectionId);
      setChecklist(answer);
      learn(answer);
    });
  }, [door, connectionId, acting.run, learn]);

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

  return {
    checklist,
    busy: acting.busy,
    looking: looking.busy,
    problem: acting.problem ?? looking.problem,
    selected: chosen ?? (checklist && whereNeeded(checklist)),
    select: setChosen,
    check: async () => {
      await act(() => door.check(connectionId));
    },
    act,
  };
}
