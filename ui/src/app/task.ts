import { useCallback, useRef, useState } from "react";
import { asReport, type ErrorReport } from "../ipc";

interface Task {
  busy: boolean;
  problem: ErrorReport | null;
  /** Does the work, one at a time, and keeps its problem. Resolves with undefined where the work failed or was refused. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>;
  clear(): void;
}

/** One piece of work that a person starts: busy while it runs, and a problem to show when it fails. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const running = useRef(false);
  const run = useCallback(async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      return await work();
    } catch (thrown) {
      setProblem(asReport(thrown));
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, run, clear };
}
