const DAY = 24 * 60 * 60_000;

/**
 * The days from today to the day on which something ends, as the calendar on the wall counts them: the date stands
 * beside it, and the number stays the same all day.
 */
export function daysLeft(until: string, now: number): number {
  return Math.round((dayOf(Date.parse(until)) - dayOf(now)) / DAY);
}

/** The day here that a moment belongs to. In UTC no day is longer than another. */
function dayOf(moment: number): number {
  const date = new Date(moment);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
