import { useEffect, useRef, useState } from "react";
import { type ConsentAttempt, type ErrorReport, useDoor } from "../ipc";
import { useTask } from "./task";

interface ConsentHere {
  busy: boolean;
  problem: ErrorReport | null;
  /** The page that is open in the browser of this computer. */
  attempt: ConsentAttempt | null;
  start(): void;
  cancel(): void;
}

interface Ways {
  /** Opens the page. */
  open(): Promise<ConsentAttempt>;
  /** Waits for its answer, where it comes to this computer. */
  hear(): Promise<unknown>;
}

/** Opens a consent page here and waits for the browser to come back. Leaving ends the wait. */
export function useConsentHere(connectionId: string, { open, hear }: Ways): ConsentHere {
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [attempt, setAttempt] = useState<ConsentAttempt | null>(null);
  const waiting = useRef(false);
  const start = () =>
    void run(async () => {
      const next = await open();
      setAttempt(next);
      if (!next.listening) return;
      waiting.current = true;
      try {
        await hear();
      } finally {
        waiting.current = false;
        setAttempt(null);
      }
    });
  const cancel = () => void door.cancelConsent(connectionId).catch(() => undefined);
  useEffect(
    () => () => {
      if (waiting.current) door.cancelConsent(connectionId).catch(() => undefined);
    },
    [door, connectionId],
  );
  return { busy, problem, attempt, start, cancel };
}
