import { useTask } from "../../app/task";
import { type BoardView, type ErrorReport, type TableQuery, useDoor } from "../../ipc";
import { INVITABLE } from "./states";

/** Everybody whose consent is missing, unless they are skipped. */
const WAITING: TableQuery = {
  keep: [
    { column: "consent", anyOf: [...INVITABLE] },
    { column: "skipped", anyOf: ["false"] },
  ],
};

/** Finds who is to be invited, and begins. */
export function useInvitable(
  { resultId }: BoardView,
  onInvite: (tenantIds: string[]) => void,
): { busy: boolean; problem: ErrorReport | null; start(): Promise<void> } {
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const start = async () => {
    const tenantIds = await run(() => door.shownCustomers(resultId, WAITING));
    if (tenantIds) onInvite(tenantIds);
  };
  return { busy, problem, start };
}
