import { useCallback, useEffect, useState } from "react";
import { useTask } from "../../app/task";
import { type BoardView, type ConsentAgain, type ErrorReport, useDoor, type WantedView } from "../../ipc";

interface WantedInHand {
  /** All that can be wanted; null until the first answer. */
  wantable: WantedView[] | null;
  /** Who has to consent again. */
  again: ConsentAgain | null;
  problem: ErrorReport | null;
  choose(one: WantedView, wanted: boolean): void;
}

/** What is wanted at every customer. A change counts at once, from what was seen before. */
export function useWanted(
  connectionId: string,
  { wanted }: BoardView,
  onBoard: (board: BoardView) => void,
): WantedInHand {
  const door = useDoor();
  const { problem, run } = useTask();
  const [wantable, setWantable] = useState<WantedView[] | null>(null);
  const [again, setAgain] = useState<ConsentAgain | null>(null);
  const load = useCallback(
    () =>
      run(async () => {
        setWantable(await door.wantable(connectionId));
        setAgain(await door.consentAgain(connectionId));
      }),
    [door, connectionId, run],
  );
  useEffect(() => void load(), [load]);
  const choose = (one: WantedView, isWanted: boolean) =>
    void run(async () => {
      const others = wanted.filter(({ api, permission }) => api !== one.api || permission !== one.permission);
      const all = (isWanted ? [...others, one] : others).map(({ api, purpose }) => ({ api, purpose }));
      onBoard(await door.setWanted(connectionId, all));
      setAgain(await door.consentAgain(connectionId));
    });
  return { wantable, again, problem, choose };
}
