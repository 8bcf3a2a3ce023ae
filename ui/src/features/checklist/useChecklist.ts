import { useCallback, useEffect, useState } from "react";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { type Checklist, type ErrorReport, type Step, type StepId, useDoor } from "../../ipc";

/** How long the window waits after it came back before it looks again, so that a flick through windows costs nothing. */
const SETTLE_MILLISECONDS = 400;

interface ChecklistInHand {
  checklist: Checklist | null;
  busy: boolean;
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
  const { busy, problem, run } = useTask();
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
    (action: () => Promise<Checklist>) =>
      run(async () => {
        const answer = await action();
        take(answer, true);
        return answer;
      }),
    [run, take],
  );

  useEffect(() => {
    void run(async () => {
      const answer = await door.checklist(connectionId);
      setChecklist(answer);
      learn(answer);
    });
  }, [door, connectionId, run, learn]);

  const unfinished = checklist !== null && checklist.current !== null;
  const checkable = unfinished && checklist.connection.clientId !== null;
  useEffect(() => {
    if (!checkable) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cameBack = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void run(async () => take(await door.check(connectionId), false)), SETTLE_MILLISECONDS);
    };
    window.addEventListener("focus", cameBack);
    return () => {
      window.removeEventListener("focus", cameBack);
      clearTimeout(timer);
    };
  }, [checkable, connectionId, door, run, take]);

  return {
    checklist,
    busy,
    problem,
    selected: chosen ?? (checklist && whereNeeded(checklist)),
    select: setChosen,
    check: async () => {
      await act(() => door.check(connectionId));
    },
    act,
  };
}
