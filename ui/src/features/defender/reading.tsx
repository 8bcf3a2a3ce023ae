import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { useSession } from "../../app/session";
import {
  asReport,
  type ErrorReport,
  type ListQuery,
  type Question,
  type ReadProgress,
  type ResultView,
  type SavedFile,
  type TableQuery,
  useDoor,
} from "../../ipc";
import { allOf, FACTS, type ListKind, type Shown } from "./kinds";

/** One list of a connection: the last answer, how it is looked at, and the reading that is under way. */
export interface Reading {
  /** What was asked last. */
  query: ListQuery;
  /** The ready question that asked it. */
  question: Question | null;
  busy: boolean;
  progress: ReadProgress | null;
  view: ResultView | null;
  problem: ErrorReport | null;
  /** How the table is searched, sorted and grouped. */
  table: TableQuery;
  /** Grows with each answer: the lines of the last one are no longer true. */
  revision: number;
}

export interface Asked {
  /** The ready question that asks, with how its answer is looked at. */
  question?: Question;
}

interface Readings {
  of(connectionId: string, kind: ListKind): Reading;
  read(connectionId: string, query: ListQuery, asked?: Asked): Promise<void>;
  /** Goes on with a reading that ended early. */
  resume(connectionId: string, kind: ListKind): Promise<void>;
  /** Ends a reading that runs; what has come stays. */
  cancel(connectionId: string): Promise<void>;
  /** What the screen of a connection shows; null until somebody chose. */
  shown(connectionId: string): Shown | null;
  show(connectionId: string, shown: Shown): void;
  /** Looks at the rows in another way. */
  look(connectionId: string, kind: ListKind, table: TableQuery): void;
  /** Notes that the rows in hand were saved after all. */
  saved(connectionId: string, kind: ListKind, file: SavedFile): void;
}

const FIRST_HOURS = 48;

function unread(kind: ListKind): Reading {
  return {
    query: allOf(kind, FIRST_HOURS),
    question: null,
    busy: false,
    progress: null,
    view: null,
    problem: null,
    table: FACTS[kind].order,
    revision: 0,
  };
}

type Change = (before: Reading) => Partial<Reading>;
type Told = (progress: ReadProgress) => void;

/** How often a result that grows is looked at, in milliseconds. */
const PACE = 1000;

/** Does something at most once in a while, and never twice at a time. */
function paced(work: () => Promise<void>): () => void {
  let next = 0;
  return () => {
    if (Date.now() < next) return;
    next = Number.POSITIVE_INFINITY;
    void work().finally(() => {
      next = Date.now() + PACE;
    });
  };
}

const ReadingsContext = createContext<Readings | null>(null);

/** Keeps what was read while the person looks at other screens; a reading goes on meanwhile. */
export function ReadingsProvider({ children }: { children: ReactNode }) {
  const door = useDoor();
  const { learn, noteSaved, noteToken } = useSession();
  const [readings, setReadings] = useState<Record<string, Reading>>({});
  const [shown, setShown] = useState<Record<string, Shown>>({});
  const turns = useRef(new Map<string, number>());

  const change = useCallback((connectionId: string, kind: ListKind, part: Change) => {
    const key = `${connectionId}/${kind}`;
    setReadings((all) => {
      const before = all[key] ?? unread(kind);
      return { ...all, [key]: { ...before, ...part(before) } };
    });
  }, []);

  /** Runs a reading to its end. Rows that have come are shown before that. */
  const follow = useCallback(
    async (connectionId: string, kind: ListKind, start: (onProgress: Told) => Promise<ResultView>) => {
      const turn = (turns.current.get(connectionId) ?? 0) + 1;
      turns.current.set(connectionId, turn);
      // A connection reads one list at a time; the desktop ends the one before.
      const mine = (part: Change) => {
        if (turns.current.get(connectionId) === turn) change(connectionId, kind, part);
      };
      const grown = (view: ResultView) => mine(({ revision }) => ({ view, revision: revision + 1 }));
      const peek = paced(() => door.result(`${connectionId}/${kind}`).then(grown, () => undefined));
      mine(() => ({ busy: true, progress: null, problem: null }));
      try {
        const view = await start((progress) => {
          mine(() => ({ progress }));
          if (progress.rows > 0) peek();
        });
        grown(view);
        noteSaved(view.saved);
        noteToken(connectionId, view.tokenExpires);
      } catch (thrown) {
        const problem = asReport(thrown);
        mine(() => ({ problem: problem.code === "cancelled" ? null : problem }));
      } finally {
        change(connectionId, kind, () => ({ busy: false, progress: null }));
      }
      // The answer is evidence: the checklist may have turned green, or red.
      await door.checklist(connectionId).then(learn, () => undefined);
    },
    [door, change, learn, noteSaved, noteToken],
  );

  const read = useCallback(
    (connectionId: string, query: ListQuery, { question }: Asked = {}) => {
      const kind = query.kind as ListKind;
      const table = { ...FACTS[kind].order, ...question?.table };
      change(connectionId, kind, () => ({ query, question: question ?? null, table }));
      return follow(connectionId, kind, (told) => door.readList(connectionId, query, told));
    },
    [door, change, follow],
  );

  const resume = useCallback(
    (connectionId: string, kind: ListKind) =>
      follow(connectionId, kind, (told) => door.resumeList(connectionId, kind, told)),
    [door, follow],
  );

  const cancel = useCallback((connectionId: string) => door.cancelRead(connectionId).catch(() => undefined), [door]);

  const saved = useCallback(
    (connectionId: string, kind: ListKind, file: SavedFile) => {
      noteSaved(file);
      change(connectionId, kind, ({ view }) => ({ view: view && { ...view, saved: file, saveProblem: null } }));
    },
    [change, noteSaved],
  );

  const value = useMemo<Readings>(
    () => ({
      of: (connectionId, kind) => readings[`${connectionId}/${kind}`] ?? unread(kind),
      read,
      resume,
      cancel,
      shown: (connectionId) => shown[connectionId] ?? null,
      show: (connectionId, next) => setShown((all) => ({ ...all, [connectionId]: next })),
      look: (connectionId, kind, table) => change(connectionId, kind, () => ({ table })),
      saved,
    }),
    [readings, shown, read, resume, cancel, change, saved],
  );
  return <ReadingsContext value={value}>{children}</ReadingsContext>;
}

export function useReadings(): Readings {
  const readings = useContext(ReadingsContext);
  if (!readings) throw new Error("no ReadingsProvider above this component");
  return readings;
}
