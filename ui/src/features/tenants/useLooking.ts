import { useCallback, useState } from "react";
import { useTask } from "../../app/task";
import { asReport, type BoardView, type ErrorReport, type LookProgress, useDoor } from "../../ipc";

export interface Looking {
  /** Null while nobody looks. */
  progress: LookProgress | null;
  problem: ErrorReport | null;
  look(tenantIds: string[]): Promise<void>;
  cancel(): void;
}

/** Looks at customers because a person asked, without waiting for their turn. */
export function useLooking(connectionId: string, onBoard: (board: BoardView) => void): Looking {
  const door = useDoor();
  const { problem, run } = useTask();
  const [progress, setProgress] = useState<LookProgress | null>(null);
  const look = useCallback(
    async (tenantIds: string[]) => {
      await run(async () => {
        setProgress({ done: 0, of: tenantIds.length });
        try {
          onBoard(await door.lookAt(connectionId, tenantIds, setProgress));
        } catch (thrown) {
          // What was seen before somebody ended it is on the board.
          if (asReport(thrown).code !== "cancelled") throw thrown;
          onBoard(await door.board(connectionId));
        } finally {
          setProgress(null);
        }
      });
    },
    [door, connectionId, run, onBoard],
  );
  // The look itself then ends, and says how far it came.
  const cancel = useCallback(() => void door.cancelLook(connectionId).catch(() => undefined), [door, connectionId]);
  return { progress, problem, look, cancel };
}
