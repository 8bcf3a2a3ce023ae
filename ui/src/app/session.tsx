import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import {
  asReport,
  type Checklist,
  type ConnectionView,
  type ErrorReport,
  type PracticeView,
  type SavedFile,
  type StepId,
  useDoor,
} from "../ipc";
import { useRoute } from "./route";

/** How far a connection's checklist is. */
export interface Health {
  proved: number;
  total: number;
  blocked: Checklist["current"];
  /** The steps that its goal needs. */
  steps: StepId[];
  /** Where the person is needed, with its place among the steps; null when everything is proved. */
  next: { step: StepId; number: number } | null;
}

/** What several screens need to know: the connections, the one in hand, and what the status line says. */
interface Session {
  practice: PracticeView | null;
  /** Null until the first answer. */
  connections: ConnectionView[] | null;
  health: ReadonlyMap<string, Health>;
  problem: ErrorReport | null;
  /** The connection that the screens are about: the one last opened. */
  current: ConnectionView | null;
  saved: SavedFile | null;
  tokenExpires: string | null;
  /** Whether what happens now stays on the practice tenant. */
  practising: boolean;
  refresh(): Promise<void>;
  /** Takes over what a checklist says of its connection. */
  learn(checklist: Checklist): void;
  forget(connectionId: string): void;
  noteSaved(saved: SavedFile | null): void;
  noteToken(connectionId: string, expires: string): void;
  notePlace(place: "practice" | "own" | null): void;
}

const SessionContext = createContext<Session | null>(null);

export function healthOf({ steps, current, chosen }: Checklist): Health {
  const blocked = steps.find((step) => step.state === "blocked")?.id ?? null;
  const left = steps.find((step) => step.id === chosen && step.state !== "proved")?.id;
  const next = left ?? blocked ?? current;
  return {
    proved: steps.filter((step) => step.state === "proved").length,
    total: steps.length,
    blocked,
    next: next && { step: next, number: steps.findIndex((step) => step.id === next) + 1 },
    steps: steps.map((step) => step.id),
  };
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const door = useDoor();
  const { route } = useRoute();
  const [practice, setPractice] = useState<PracticeView | null>(null);
  const [connections, setConnections] = useState<ConnectionView[] | null>(null);
  const [health, setHealth] = useState<ReadonlyMap<string, Health>>(new Map());
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const [tokens, setTokens] = useState<Record<string, string>>({});
  const [place, setPlace] = useState<"practice" | "own" | null>(null);

  const learn = useCallback((checklist: Checklist) => {
    const { connection } = checklist;
    setConnections((known) => {
      const others = known ?? [];
      return others.some((one) => one.id === connection.id)
        ? others.map((one) => (one.id === connection.id ? connection : one))
        : [...others, connection];
    });
    setHealth((known) => new Map(known).set(connection.id, healthOf(checklist)));
    setCurrentId(connection.id);
  }, []);

  const show = useCallback(
    async (found: ConnectionView[]) => {
      setConnections(found);
      setProblem(null);
      const lists = await Promise.allSettled(found.map((connection) => door.checklist(connection.id)));
      const known = lists.flatMap((list) => (list.status === "fulfilled" ? [list.value] : []));
      setHealth(new Map(known.map((list) => [list.connection.id, healthOf(list)])));
    },
    [door],
  );

  const refresh = useCallback(async () => {
    try {
      await show(await door.connections());
    } catch (thrown) {
      setConnections((known) => known ?? []);
      setProblem(asReport(thrown));
    }
  }, [door, show]);

  // Whoever comes back from a terminal sees what was added or removed there.
  const shown = useRef(connections);
  shown.current = connections;
  useEffect(() => {
    const lookAgain = async () => {
      const before = shown.current;
      const found = await door.connections().catch(() => before);
      // What happened in this window meanwhile is newer than the answer.
      if (!found || shown.current !== before || JSON.stringify(found) === JSON.stringify(before)) return;
      await show(found);
    };
    window.addEventListener("focus", lookAgain);
    return () => window.removeEventListener("focus", lookAgain);
  }, [door, show]);

  useEffect(() => {
    door.practice().then(setPractice, () => setPractice(null));
    void refresh();
  }, [door, refresh]);

  const routed = "connectionId" in route ? route.connectionId : null;
  useEffect(() => {
    if (routed) setCurrentId(routed);
  }, [routed]);

  const forget = useCallback((connectionId: string) => {
    setConnections((known) => (known ?? []).filter((one) => one.id !== connectionId));
    setCurrentId((id) => (id === connectionId ? null : id));
  }, []);

  const noteToken = useCallback(
    (connectionId: string, expires: string) => setTokens((known) => ({ ...known, [connectionId]: expires })),
    [],
  );

  const current = connections?.find((one) => one.id === (routed ?? currentId)) ?? null;
  const choosing = route.screen === "setup";
  const practising = choosing
    ? place === "practice"
    : (current?.practice ?? (practice?.running === true && !connections?.some((one) => !one.practice)));
  const tokenExpires = current ? (tokens[current.id] ?? null) : null;

  const session = useMemo<Session>(
    () => ({
      practice,
      connections,
      health,
      problem,
      current,
      saved,
      tokenExpires,
      practising,
      refresh,
      learn,
      forget,
      noteSaved: setSaved,
      noteToken,
      notePlace: setPlace,
    }),
    [
      practice,
      connections,
      health,
      problem,
      current,
      saved,
      tokenExpires,
      practising,
      refresh,
      learn,
      forget,
      noteToken,
    ],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no SessionProvider above this component");
  return session;
}
