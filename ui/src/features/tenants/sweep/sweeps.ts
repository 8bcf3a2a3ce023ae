import { useMemo } from "react";
import { type Kept, keptBehind, useKept } from "../../../app/kept";
import {
  asReport,
  type Door,
  type ErrorReport,
  type Question,
  type ResultView,
  type SweepProgress,
  type SweepQuery,
  type SweepQuestion,
  type SweepView,
  type SweptCustomer,
  type TableQuery,
  useDoor,
} from "../../../ipc";
import { answered } from "./answered";
import { BLANK, type Draft } from "./draft";

/** What was asked of all customers. */
export interface Asked {
  question: SweepQuestion;
  /** The ready question that it is, where it is one. */
  ready: Question | null;
}

/** The sweep of one connection: the one that runs, or else the last one. */
export interface Sweep {
  asked: Asked | null;
  busy: boolean;
  /** The person ended it; what is under way comes to its end. */
  ending: boolean;
  progress: SweepProgress | null;
  /** Those of whom something was heard, in that order. */
  customers: SweptCustomer[];
  view: SweepView | null;
  /** The rows of all customers together; null where they are no longer held. */
  result: ResultView | null;
  table: TableQuery;
  problem: ErrorReport | null;
  /** Counts the sweeps: each has rows of its own. */
  sweeps: number;
  /** The time that a customer took in the last one, in milliseconds. */
  pace: number | null;
  /** The next question, as far as it is made. */
  draft: Draft;
}

const CLEAR: Sweep = {
  asked: null,
  busy: false,
  ending: false,
  progress: null,
  customers: [],
  view: null,
  result: null,
  table: {},
  problem: null,
  sweeps: 0,
  pace: null,
  draft: BLANK,
};

/** Before a sweep: what was learnt and written before it stays. */
function fresh({ sweeps, pace, draft }: Sweep): Sweep {
  return { ...CLEAR, sweeps, pace, draft };
}

const sweepsBehind = keptBehind(CLEAR);

/** How often the window shows what was heard, in milliseconds: customers answer faster than anybody can look. */
const PACE = 200;

interface SweepInHand {
  sweep: Sweep;
  start(query: SweepQuery, ready: Question | null): Promise<void>;
  /** Goes on with a sweep that ended early; who answered is not asked again. */
  resume(folder: string, asked: Asked): Promise<void>;
  /** Ends a sweep; what has come stays, and it can go on later. */
  cancel(): Promise<void>;
  /** Looks at the rows in another way. */
  look(table: TableQuery): void;
  write(draft: Partial<Draft>): void;
  /** Goes back to the questions. */
  clear(): void;
}

/** The sweep of a connection; it goes on while the person looks at other screens. */
export function useSweep(connectionId: string): SweepInHand {
  const door = useDoor();
  const sweeps = sweepsBehind(door);
  const [sweep, change] = useKept(sweeps, connectionId);
  return useMemo(
    () => ({
      sweep,
      start: async (query, ready) => {
        const asked = { question: query.question, ready };
        const view = await follow(door, sweeps, connectionId, asked, (told) =>
          door.startSweep(connectionId, query, told),
        );
        if (view?.complete) change({ pace: paceOf(view) });
      },
      resume: async (folder, asked) => {
        await follow(door, sweeps, connectionId, asked, (told) => door.resumeSweep(connectionId, folder, told));
      },
      cancel: async () => {
        change({ ending: true });
        await door.cancelSweep(connectionId).catch(() => undefined);
      },
      look: (table) => change({ table }),
      write: (part) => change({ draft: { ...sweeps.of(connectionId).draft, ...part } }),
      clear: () => change(fresh(sweeps.of(connectionId))),
    }),
    [sweep, change, door, sweeps, connectionId],
  );
}

type Told = (progress: SweepProgress) => void;

async function follow(
  door: Door,
  kept: Kept<Sweep>,
  connectionId: string,
  asked: Asked,
  begin: (told: Told) => Promise<SweepView>,
): Promise<SweepView | null> {
  const before = kept.of(connectionId);
  if (before.busy) return null;
  const change = (part: Partial<Sweep>) => kept.change(connectionId, part);
  change({ ...fresh(before), asked, busy: true, sweeps: before.sweeps + 1 });
  const heard = gathering(change);
  try {
    const view = await begin(heard.told);
    const result = await door.result(view.resultId).catch(() => null);
    const table = { ...(result && answered(result).order), ...asked.ready?.table };
    change({ view, result, customers: view.customers, table });
    return view;
  } catch (thrown) {
    const problem = asReport(thrown);
    change({ problem: problem.code === "cancelled" ? null : problem });
    return null;
  } finally {
    heard.end();
    change({ busy: false, ending: false, progress: null });
  }
}

/** What each customer took in a sweep from its begin to its end. */
function paceOf({ elapsedMs, succeeded, failed }: SweepView): number | null {
  const ended = succeeded + failed;
  return ended > 0 ? elapsedMs / ended : null;
}

/** Takes in what is told as fast as it comes, and shows it at a pace. */
function gathering(show: (part: Partial<Sweep>) => void): { told: Told; end(): void } {
  const customers = new Map<string, SweptCustomer>();
  let progress: SweepProgress | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const shown = () => show({ progress, customers: [...customers.values()] });
  return {
    told: (next) => {
      const first = progress === null;
      progress = next;
      if (next.customer) customers.set(next.customer.tenantId, next.customer);
      if (first) shown();
      timer ??= setTimeout(() => {
        timer = null;
        shown();
      }, PACE);
    },
    end: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
