import { useCallback, useEffect, useRef, useState } from "react";
import { useTask } from "../../../app/task";
import { type AddedCustomers, type CustomerBrief, type ErrorReport, type RefusedLine, useDoor } from "../../../ipc";
import { fileText } from "./fileText";

/** A line that waits to be corrected, with the number it had where it came from. */
export type WaitingLine = RefusedLine & { id: string };

/** What adding came to so far: every line that was ever sent is in one of the three. */
export interface Outcome {
  added: CustomerBrief[];
  known: CustomerBrief[];
  waiting: WaitingLine[];
  /** How often something was answered: whoever shows this goes to it again. */
  round: number;
}

export interface Adding {
  busy: boolean;
  progress: { done: number; of: number } | null;
  problem: ErrorReport | null;
  /** Null until something was answered. */
  outcome: Outcome | null;
  /** Sends a text. True when it was answered, and can be forgotten. */
  add(text: string): Promise<boolean>;
  /** Lets the person choose a file. */
  addFile(): Promise<void>;
  /** Takes files that were dropped, one after the other. */
  addDropped(files: File[]): Promise<void>;
  /** Sends the waiting lines as they are now. What becomes of them takes their place. */
  addAgain(): Promise<void>;
  /** Writes another text for a waiting line. */
  correct(id: string, text: string): void;
  /** Lets go of a waiting line. */
  leaveOut(id: string): void;
  /** Stops; what was found stays added. */
  cancel(): void;
}

const NOTHING: Outcome = { added: [], known: [], waiting: [], round: 0 };

/** Adds customers, as often as it takes, and keeps what became of each line. */
export function useAdding(connectionId: string): Adding {
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [progress, setProgress] = useState<Adding["progress"]>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const running = useRef(false);
  const stopped = useRef(false);

  const ask = async (work: () => Promise<AddedCustomers | null>, sent: WaitingLine[] = []) => {
    const answered = await run(async () => {
      running.current = true;
      stopped.current = false;
      try {
        const answer = await work();
        if (answer) setOutcome((before) => settled(before ?? NOTHING, answer, sent));
        return answer !== null;
      } finally {
        running.current = false;
        setProgress(null);
      }
    });
    return answered === true;
  };
  const cancel = useCallback(() => {
    stopped.current = true;
    door.cancelAdding(connectionId).catch(() => undefined);
  }, [door, connectionId]);
  // Whoever goes away does not wait for the rest.
  useEffect(() => () => (running.current ? cancel() : undefined), [cancel]);
  const changeWaiting = (change: (lines: WaitingLine[]) => WaitingLine[]) =>
    setOutcome((before) => before && { ...before, waiting: change(before.waiting) });

  return {
    busy,
    progress,
    problem,
    outcome,
    add: (text) => ask(() => door.addCustomers(connectionId, text, setProgress)),
    addFile: async () => void (await ask(() => door.addCustomersFile(connectionId, setProgress))),
    addDropped: async (files) => {
      for (const file of files) {
        const answered = await ask(async () => door.addCustomers(connectionId, await fileText(file), setProgress));
        if (!answered || stopped.current) return;
      }
    },
    addAgain: async () => {
      const sent = outcome?.waiting ?? [];
      const text = sent.map((line) => line.text.replaceAll(/[\r\n]+/g, " ")).join("\n");
      await ask(() => door.addCustomers(connectionId, text, setProgress), sent);
    },
    correct: (id, text) => changeWaiting((lines) => lines.map((line) => (line.id === id ? { ...line, text } : line))),
    leaveOut: (id) => changeWaiting((lines) => lines.filter((line) => line.id !== id)),
    cancel,
  };
}

/** The outcome after an answer. Lines that were sent a second time keep the number that people know them by. */
function settled(before: Outcome, answer: AddedCustomers, sent: WaitingLine[]): Outcome {
  const round = before.round + 1;
  const first = (line: number) => sent[line - 1]?.line ?? line;
  const others = before.waiting.filter((line) => !sent.some(({ id }) => id === line.id));
  const refused = answer.refused.map(({ line, text, problem }, index) => {
    const { line: twin, ...params } = problem.params;
    const named = twin ? { ...params, line: String(first(Number(twin))) } : params;
    return { line: first(line), text, problem: { ...problem, params: named }, id: `${round} ${index}` };
  });
  return {
    added: [...before.added, ...answer.added],
    known: [...before.known, ...answer.known],
    waiting: [...others, ...refused],
    round,
  };
}
