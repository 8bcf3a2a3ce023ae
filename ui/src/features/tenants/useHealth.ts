import { useCallback, useEffect, useState } from "react";
import { asReport, type ErrorReport, type HealthItem, type HealthState, useDoor } from "../../ipc";

export interface Health {
  /** Null until the first answer. */
  items: HealthItem[] | null;
  problem: ErrorReport | null;
  reload(): Promise<void>;
}

/** What is seen of the partner's own app, once for each visit. */
export function useHealth(connectionId: string): Health {
  const door = useDoor();
  const [items, setItems] = useState<HealthItem[] | null>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const reload = useCallback(async () => {
    try {
      setItems((await door.partnerHealth(connectionId)).items);
      setProblem(null);
    } catch (thrown) {
      setProblem(asReport(thrown));
    }
  }, [door, connectionId]);
  useEffect(() => void reload(), [reload]);
  return { items, problem, reload };
}

/** The worst of them: what one word about the app has to say. */
export function worst(items: readonly HealthItem[]): HealthState {
  const states = items.map(({ state }) => state);
  const order: HealthState[] = ["wrong", "caution", "unseen"];
  return order.find((state) => states.includes(state)) ?? "proved";
}
