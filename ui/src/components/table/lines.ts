import { useCallback, useEffect, useRef, useState } from "react";
import { asReport, type ErrorReport, type TableLine, type TablePage, type TableQuery, useDoor } from "../../ipc";

/** Lines that are asked for at once: about three heights of a window. */
const PAGE = 100;
/** Lines that are fetched before they are seen, on both sides. */
const AHEAD = PAGE / 2;
/** Pages that are kept; those farthest from what is seen go first. */
const KEPT = 40;

/** How much there is. */
type Counts = Pick<TablePage, "total" | "shown" | "lines">;

interface Held {
  counts: Counts;
  pages: ReadonlyMap<number, TableLine[]>;
}

export interface Lines {
  /** Null until the first answer. */
  counts: Counts | null;
  /** A line, or undefined while it is on its way. */
  line(at: number): TableLine | undefined;
  /** Says which lines are seen, so that those that are missing come. */
  see(from: number, to: number): void;
  problem: ErrorReport | null;
}

function pagesBetween(from: number, to: number): number[] {
  const first = Math.max(0, Math.floor(from / PAGE));
  return Array.from({ length: Math.max(1, Math.floor(to / PAGE) - first + 1) }, (_, index) => first + index);
}

/** The pages nearest to one that is seen. */
function nearest(pages: ReadonlyMap<number, TableLine[]>, seen: number): [number, TableLine[]][] {
  const entries = [...pages];
  if (entries.length <= KEPT) return entries;
  return entries.sort(([a], [b]) => Math.abs(a - seen) - Math.abs(b - seen)).slice(0, KEPT);
}

/**
 * The lines of a result in the order of a query, fetched where they are seen. When the query or `revision` changes, the
 * lines at hand stay until the new ones are there, so that nothing jumps.
 */
export function useLines(resultId: string, query: TableQuery, revision: number): Lines {
  const door = useDoor();
  const [held, setHeld] = useState<Held | null>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const seen = useRef({ from: 0, to: PAGE - 1 });
  const asked = useRef(new Set<number>());
  const turn = useRef(0);
  const key = JSON.stringify(query);

  const load = useCallback(
    async (pages: number[], fresh: boolean) => {
      const mine = turn.current;
      for (const page of pages) asked.current.add(page);
      try {
        const wanted: TableQuery = JSON.parse(key);
        const answers = await Promise.all(pages.map((page) => door.tablePage(resultId, wanted, page * PAGE, PAGE)));
        const [first] = answers;
        if (mine !== turn.current || !first) return;
        const { total, shown, lines } = first;
        setProblem(null);
        setHeld((before) => {
          const arrived = pages.map((page, at): [number, TableLine[]] => [page, answers[at]?.page ?? []]);
          const all = new Map([...(fresh || !before ? [] : before.pages), ...arrived]);
          const near = new Map(nearest(all, Math.floor(seen.current.from / PAGE)));
          asked.current = new Set([...asked.current].filter((page) => near.has(page) || !all.has(page)));
          return { counts: { total, shown, lines }, pages: near };
        });
      } catch (thrown) {
        if (mine !== turn.current) return;
        for (const page of pages) asked.current.delete(page);
        setProblem(asReport(thrown));
      }
    },
    [door, resultId, key],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision has other lines
  useEffect(() => {
    turn.current += 1;
    asked.current = new Set();
    void load(pagesBetween(seen.current.from, seen.current.to), true);
  }, [load, revision]);

  const see = useCallback(
    (from: number, to: number) => {
      seen.current = { from, to };
      const missing = pagesBetween(from - AHEAD, to + AHEAD).filter((page) => !asked.current.has(page));
      if (missing.length > 0) void load(missing, false);
    },
    [load],
  );
  const line = useCallback((at: number) => held?.pages.get(Math.floor(at / PAGE))?.[at % PAGE], [held]);
  return { counts: held?.counts ?? null, line, see, problem };
}
