import { useEffect, useState } from "react";
import { type Reminder, useDoor } from "../../../ipc";

/** Credentials that end within a month or have ended, of all connections. `again` asks once more whenever it changes. */
export function useReminders(again?: unknown): Reminder[] {
  const door = useDoor();
  const [reminders, setReminders] = useState<Reminder[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: something else to ask once more for is another moment
  useEffect(() => {
    let wanted = true;
    door.reminders().then(
      (next) => wanted && setReminders(next),
      // Nobody asked for it, so nobody is told why it is not there.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [door, again]);
  return reminders;
}
