import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { useSession } from "../../app/session";
import {
  asReport,
  type ErrorReport,
  type ListQuery,
  type ReadProgress,
  type ResultView,
  type SavedFile,
  type TableQuery,
  useDoor,
} from "../../ipc";
import { allOf, FACTS, type ListKind } from "./kinds";

/** One list of a connection: the last answer, how it is looked at, and the reading that is under way. */
export interface Reading {
  /** What was asked last. */
  query: ListQuery;
  /** The ready question that asked it. */
  question: string | null;
  busy: boolean;
  progress: ReadProgress | null;
  view: ResultView | null;
  problem: ErrorReport | null;
  /** How the table is searched, sorted and grouped. */
  table: TableQuery;
  /** Grows with each answer: the lines of the last one are no longer true. */
  revision: number;
}

interface Asked {
  question?: string | null;
  table?: TableQuery;
}

interface Readings {
  of(connectionId: string, kind: ListKind): Reading;
  read(connectionId: string, query: ListQuery, asked?: Asked): Promise<void>;
  /** Ends a reading that runs; what has come stays. */
  cancel(connectionId: string): Promise<void>;
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

const ReadingsContext = createContext<Readings | null>(null);

/** Keeps what was read while the person looks at other screens; a reading goes on meanwhile. */
export function ReadingsProvider({ children }: { children: ReactNode }) {
  const door = useDoor();
  const { learn, noteSaved, noteToken } = useSession();
  const [readings, setReadings] = useState<Record<string, Reading>>({});
  const turns = useRef(new Map<string, number>());

  const change = useCallback((connectionId: string, kind: ListKind, part: (before: Reading) => Partial<Reading>) => {
    const key = `${connectionId}/${kind}`;
    setReadings((all) => {
      const before = all[key] ?? unread(kind);
      return { ...all, [key]: { ...before, ...part(before) } };
    });
  }, []);

  const read = useCallback(
    async (connectionId: string, query: ListQuery, { question = null, table }: Asked = {}) => {
      const kind = query.kind as ListKind;
      const turn = (turns.current.get(connectionId) ?? 0) + 1;
      turns.current.set(connectionId, turn);
      // A connection reads one list at a time; the desktop ends the one before.
      const mine = (part: (before: Reading) => Partial<Reading>) => {
        if (turns.current.get(connectionId) === turn) change(connectionId, kind, part);
      };
      const shown = table ?? FACTS[kind].order;
      mine(() => ({ query, question, busy: true, progress: null, problem: null }));
      try {
        const view = await door.readList(connectionId, query, (progress) => mine(() => ({ progress })));
        mine(({ revision }) => ({ view, table: shown, revision: revision + 1 }));
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
      cancel,
      look: (connectionId, kind, table) => change(connectionId, kind, () => ({ table })),
      saved,
    }),
    [readings, read, cancel, change, saved],
  );
  return <ReadingsContext value={value}>{children}</ReadingsContext>;
}

export function useReadings(): Readings {
  const readings = useContext(ReadingsContext);
  if (!readings) throw new Error("no ReadingsProvider above this component");
  return readings;
}
