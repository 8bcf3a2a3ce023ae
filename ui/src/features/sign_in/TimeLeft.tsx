import { useNow } from "../../app/clock";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Key } from "../../i18n/words";

interface TimeLeftProps {
  expiresAt: string;
  /** The words while there is time, with the time in them, and those for afterwards. */
  words: readonly [left: Key, over: Key];
  className: string;
}

/** How long an attempt waits on. It counts silently: a screen reader would do nothing but count. */
export function TimeLeft({ expiresAt, words: [left, over], className }: TimeLeftProps) {
  const { t } = useWords();
  const format = useFormat();
  const time = Date.parse(expiresAt) - useNow(1000);
  return (
    <div className={className} role="timer" aria-live="off">
      {time > 0 ? t(left, { time: format.duration(time) }) : t(over)}
    </div>
  );
}
