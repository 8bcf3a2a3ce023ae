import { useCallback, useEffect, useMemo } from "react";
import { type Kept, keptBehind, useKept } from "../../app/kept";
import { type Api, asReport, type Door, type ErrorReport, type HuntView, type ReadProgress, useDoor } from "../../ipc";

/** How far back Microsoft Graph is asked to look; without one, the query says it. */
export const TIMESPANS = ["P1D", "P7D", "P30D"] as const;
export type Timespan = (typeof TIMESPANS)[number];

/** What lies on the desk of one connection. */
export interface Desk {
  text: string;
  /** The query that another one took the place of. */
  replaced: string | null;
  /** Where it is asked; null where nothing else was chosen than what is recommended. */
  api: Api | null;
  timespan: Timespan | null;
  busy: boolean;
  progress: ReadProgress | null;
  view: HuntView | null;
  /** Counts the answers: each has rows of its own. */
  answers: number;
  problem: ErrorReport | null;
  /** The text that the last answer, or the problem, is about. */
  asked: string | null;
}

const CLEAR: Desk = {
  text: "",
  replaced: null,
  api: null,
  timespan: null,
  busy: false,
  progress: null,
  view: null,
  answers: 0,
  problem: null,
  asked: null,
};

/** The desks of all connections. */
const desksBehind = keptBehind(CLEAR);

interface DeskInHand {
  desk: Desk;
  change(part: Partial<Desk>): void;
  /** Puts another query in place of what was written, which can be brought back. */
  open(text: string): void;
  /** Asks the query as it stands. */
  run(api: Api): Promise<void>;
  cancel(): Promise<void>;
}

/** Where a query is asked: at a customer, or where the connection reads by itself. */
interface AskedIn {
  connectionId: string;
  tenantId: string | null;
}

/** What is answered in one tenant lies on another desk than what is answered in another. */
function nameOf({ connectionId, tenantId }: AskedIn): string {
  return tenantId ? `${connectionId}/${tenantId}` : connectionId;
}

/** The desk of a connection, or of a customer of it; a query that the person came with is opened on it. */
export function useDesk(connectionId: string, tenantId: string | null, brought: string | undefined): DeskInHand {
  const door = useDoor();
  const desks = desksBehind(door);
  const name = nameOf({ connectionId, tenantId });
  const [desk, change] = useKept(desks, name);
  const open = useCallback(
    (text: string) => {
      const before = desks.of(name).text;
      if (before !== text) desks.change(name, { text, replaced: before.trim() === "" ? null : before });
    },
    [desks, name],
  );
  useEffect(() => {
    if (brought !== undefined) open(brought);
  }, [brought, open]);
  return useMemo(
    () => ({
      desk,
      change,
      open,
      run: (api) => hunt(door, desks, { connectionId, tenantId }, api),
      cancel: () => door.cancelHunt(connectionId, tenantId).catch(() => undefined),
    }),
    [desk, change, open, door, desks, connectionId, tenantId],
  );
}

async function hunt(door: Door, desks: Kept<Desk>, askedIn: AskedIn, api: Api): Promise<void> {
  const name = nameOf(askedIn);
  const { text, timespan, busy, answers } = desks.of(name);
  if (busy || text.trim() === "") return;
  const change = (part: Partial<Desk>) => desks.change(name, part);
  change({ busy: true, progress: null, problem: null, asked: text });
  try {
    const query = { text, api, timespan: api === "graph" ? timespan : null };
    const view = await door.hunt(askedIn.connectionId, askedIn.tenantId, query, (progress) => change({ progress }));
    change({ view, answers: answers + 1 });
  } catch (thrown) {
    const problem = asReport(thrown);
    change({ problem: problem.code === "cancelled" ? null : problem });
  } finally {
    change({ busy: false, progress: null });
  }
}
