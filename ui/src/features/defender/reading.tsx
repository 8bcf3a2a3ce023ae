import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { useSession } from "../../app/session";
import { asReport, type ErrorReport, type IncidentsView, type ReadProgress, type SavedFile, useDoor } from "../../ipc";

/** The time spans that can be asked for, in hours. */
export const WINDOWS = [24, 48, 168, 720] as const;
export type Hours = (typeof WINDOWS)[number];

/** One connection's incidents: the last answer, and the read that is under way. */
export interface Reading {
  hours: Hours;
  busy: boolean;
  progress: ReadProgress | null;
  view: IncidentsView | null;
  problem: ErrorReport | null;
}

interface Readings {
  of(connectionId: string): Reading;
  read(connectionId: string, hours: Hours): Promise<void>;
  cancel(connectionId: string): Promise<void>;
  /** Notes that the incidents in hand were saved after all. */
  saved(connectionId: string, file: SavedFile): void;
}

const NOTHING: Reading = { hours: 48, busy: false, progress: null, view: null, problem: null };

const ReadingsContext = createContext<Readings | null>(null);

/** Keeps what was read while the person looks at other screens; a read goes on meanwhile. */
export function IncidentsProvider({ children }: { children: ReactNode }) {
  const door = useDoor();
  const { learn, noteSaved, noteToken } = useSession();
  const [readings, setReadings] = useState<Record<string, Reading>>({});
  const busy = useRef(new Set<string>());

  const change = useCallback((connectionId: string, part: Partial<Reading>) => {
    setReadings((all) => ({ ...all, [connectionId]: { ...(all[connectionId] ?? NOTHING), ...part } }));
  }, []);

  const read = useCallback(
    async (connectionId: string, hours: Hours) => {
      if (busy.current.has(connectionId)) return;
      busy.current.add(connectionId);
      change(connectionId, { hours, busy: true, progress: null, problem: null });
      try {
        const view = await door.readIncidents(connectionId, hours, (progress) => change(connectionId, { progress }));
        change(connectionId, { view });
        noteSaved(view.saved);
        noteToken(connectionId, view.tokenExpires);
      } catch (thrown) {
        const problem = asReport(thrown);
        change(connectionId, { problem: problem.code === "cancelled" ? null : problem });
      } finally {
        busy.current.delete(connectionId);
        change(connectionId, { busy: false, progress: null });
      }
      // The answer is evidence: the checklist may have turned green, or red.
      await door.checklist(connectionId).then(learn, () => undefined);
    },
    [door, change, learn, noteSaved, noteToken],
  );

  const cancel = useCallback((connectionId: string) => door.cancelRead(connectionId).catch(() => undefined), [door]);

  const saved = useCallback(
    (connectionId: string, file: SavedFile) => {
      noteSaved(file);
      setReadings((all) => {
        const known = all[connectionId];
        if (!known?.view) return all;
        return { ...all, [connectionId]: { ...known, view: { ...known.view, saved: file, saveProblem: null } } };
      });
    },
    [noteSaved],
  );

  const value = useMemo<Readings>(
    () => ({ of: (connectionId) => readings[connectionId] ?? NOTHING, read, cancel, saved }),
    [readings, read, cancel, saved],
  );
  return <ReadingsContext value={value}>{children}</ReadingsContext>;
}

export function useReadings(): Readings {
  const readings = useContext(ReadingsContext);
  if (!readings) throw new Error("no IncidentsProvider above this component");
  return readings;
}
