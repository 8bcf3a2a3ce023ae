import { useEffect, useState } from "react";
import { type Door, type Facet, type OverTime, type TableQuery, useDoor } from "../../ipc";
import { keeping } from "../table/query";

/** An answer of Rust about a result; the last one stays until the next is there. */
function useAnswer<T>(ask: (door: Door) => Promise<T | null>, key: string): T | null {
  const door = useDoor();
  const [answer, setAnswer] = useState<T | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names everything that is asked
  useEffect(() => {
    let wanted = true;
    // A result that is gone is told by the table below, in one place.
    ask(door).then(
      (next) => wanted && setAnswer(next),
      () => wanted && setAnswer(null),
    );
    return () => {
      wanted = false;
    };
  }, [door, key]);
  return answer;
}

/** What a chart is about. */
export interface Charted {
  resultId: string;
  query: TableQuery;
  /** Another number says that there are other rows. */
  revision: number;
}

/** Rows over time. All severities are in it, those that are filtered out too: the bars stay where they are. */
export function useOverTime({ resultId, query, revision }: Charted, column: string, severity: string | null) {
  const asked = severity ? keeping(query, severity, []) : query;
  const key = JSON.stringify([resultId, asked, revision, column]);
  return useAnswer<OverTime>((door) => door.overTime(resultId, asked, column), key);
}

/** The most frequent values of a column. */
export function useFacet({ resultId, query, revision }: Charted, column: string, top: number) {
  const key = JSON.stringify([resultId, query, revision, column, top]);
  return useAnswer<Facet>((door) => door.facet(resultId, query, column, top), key);
}
