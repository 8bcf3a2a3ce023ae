import { useCallback, useEffect, useRef, useState } from "react";
import { asReport, type BoardChange, type BoardView, type Column, type ErrorReport, useDoor } from "../../ipc";

export interface BoardInHand {
  /** Null until the first answer. */
  board: BoardView | null;
  columns: Column[];
  /** Grows with each change: the rows of before are no longer true. */
  revision: number;
  /** The watcher is at work. */
  watching: boolean;
  problem: ErrorReport | null;
  /** Customers that changed since the window last spoke of them. */
  news: BoardChange["changed"];
  reload(): Promise<void>;
  /** Takes over a board that came with another answer. */
  adopt(board: BoardView): void;
  /** Watches again, after it ended with a problem. */
  watchAgain(): void;
}

/** How long changes are gathered before they are spoken of, in milliseconds. */
const GATHER = 3_000;
/** A look that was due has been made a moment later; and no board is asked for more often than that. */
const AFTER_LOOK = 1_500;
const LEAST_PAUSE = 10_000;

/** The board of a connection, kept true while it is looked at: the watcher runs from the first customer on. */
export function useBoard(connectionId: string): BoardInHand {
  const door = useDoor();
  const [board, setBoard] = useState<BoardView | null>(null);
  const [columns, setColumns] = useState<Column[]>([]);
  const [revision, setRevision] = useState(0);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const { news, tell } = useNews();

  const adopt = useCallback((next: BoardView) => {
    setBoard(next);
    setRevision((before) => before + 1);
  }, []);
  const reload = useCallback(async () => {
    try {
      const next = await door.board(connectionId);
      const { columns: all } = await door.result(next.resultId);
      setColumns(all);
      adopt(next);
      setProblem(null);
    } catch (thrown) {
      setProblem(asReport(thrown));
    }
  }, [door, connectionId, adopt]);
  useEffect(() => void reload(), [reload]);

  const onChange = useCallback(
    ({ board: next, changed }: BoardChange) => {
      adopt(next);
      tell(changed);
    },
    [adopt, tell],
  );
  const some = (board?.total ?? 0) > 0;
  const watch = useWatch(connectionId, some, onChange, reload);
  useReloadAfter(some, board?.nextLook ?? null, revision, reload);
  return {
    board,
    columns,
    revision,
    watching: watch.running || (board?.watching ?? false),
    problem: problem ?? watch.problem,
    news,
    reload,
    adopt,
    watchAgain: watch.again,
  };
}

interface Watch {
  running: boolean;
  /** Why it ended, where nobody ended it. */
  problem: ErrorReport | null;
  again(): void;
}

/** Has the customers watched while there are some, and until this part goes away. */
function useWatch(
  connectionId: string,
  some: boolean,
  onChange: (change: BoardChange) => void,
  onEnd: () => Promise<void>,
): Watch {
  const door = useDoor();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn begins anew
  useEffect(() => {
    if (!some) return undefined;
    let here = true;
    setRunning(true);
    setProblem(null);
    door
      .watchCustomers(connectionId, (change) => here && onChange(change))
      .catch((thrown) => here && setProblem(asReport(thrown)))
      .finally(() => {
        if (!here) return;
        setRunning(false);
        void onEnd();
      });
    return () => {
      here = false;
      setRunning(false);
      void door.stopWatching(connectionId).catch(() => undefined);
    };
  }, [door, connectionId, some, onChange, onEnd, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { running, problem, again };
}

/** Asks for the board again when a look was due: a look that finds nothing new says nothing. */
function useReloadAfter(some: boolean, nextLook: string | null, revision: number, reload: () => Promise<void>) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each board begins the pause anew
  useEffect(() => {
    if (!some) return undefined;
    // Until the first answer of a watch nobody knows when it will look.
    const away = nextLook ? Date.parse(nextLook) - Date.now() + AFTER_LOOK : 0;
    const pause = Math.max(LEAST_PAUSE, away);
    const timer = setTimeout(() => void reload(), Math.min(pause, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [some, nextLook, revision, reload]);
}

/** Gathers changes, so that many at once are one piece of news. */
function useNews(): { news: BoardChange["changed"]; tell(changed: BoardChange["changed"]): void } {
  const [news, setNews] = useState<BoardChange["changed"]>([]);
  const gathered = useRef<BoardChange["changed"]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = useCallback((changed: BoardChange["changed"]) => {
    if (changed.length === 0) return;
    const known = gathered.current.filter(({ tenantId }) => !changed.some((one) => one.tenantId === tenantId));
    gathered.current = [...known, ...changed];
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setNews(gathered.current);
      gathered.current = [];
    }, GATHER);
  }, []);
  return { news, tell };
}
