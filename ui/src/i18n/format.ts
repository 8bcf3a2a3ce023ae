import { useMemo } from "react";
import { useWords } from ".";

/** Times and numbers as people write them in the language of the window. Times in, RFC 3339 strings. */
export interface Format {
  /** "14:05" */
  time(at: string): string;
  /** "20 Nov, 14:05" */
  moment(at: string): string;
  /** "20 Nov 2026, 14:05:09": an event among many */
  instant(at: string): string;
  /** "20 Nov 2027": what is a year away needs it */
  date(at: string): string;
  /** "20 Nov" */
  day(at: string): string;
  /** "12 min ago", "yesterday" */
  ago(at: string, now: number): string;
  /** "52 min", "2 h 14 min", "4 min 05 s" below ten minutes */
  duration(milliseconds: number): string;
  /** "52 min": whole minutes, never less than one */
  minutes(milliseconds: number): string;
  number(value: number): string;
  list(values: string[]): string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The region of the system where it fits the language ("en-US"), else a common one. */
function locale(language: string): string {
  const fallback = language === "fr" ? "fr-FR" : "en-GB";
  const tag = navigator.language;
  if (!tag?.toLowerCase().startsWith(`${language}-`)) return fallback;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? fallback;
  } catch {
    return fallback;
  }
}

function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.round(hours / 24)} d`;
  if (hours > 0) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  if (minutes >= 10) return `${minutes} min`;
  if (minutes > 0) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${seconds} s`;
}

/** The formats of one language. */
export function formats(language: string): Format {
  const tag = locale(language);
  const time = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short" });
  const date = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric" });
  const instant = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto", style: "short" });
  const number = new Intl.NumberFormat(tag);
  const list = new Intl.ListFormat(tag);
  return {
    time: (at) => time.format(new Date(at)),
    instant: (at) => instant.format(new Date(at)),
    date: (at) => date.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    moment: (at) => `${day.format(new Date(at))},\u00a0${time.format(new Date(at))}`,
    ago: (at, now) => {
      const elapsed = Math.max(0, now - Date.parse(at));
      if (elapsed < MINUTE) return relative.format(0, "second");
      if (elapsed < HOUR) return relative.format(-Math.floor(elapsed / MINUTE), "minute");
      if (elapsed < DAY) return relative.format(-Math.floor(elapsed / HOUR), "hour");
      return relative.format(-Math.floor(elapsed / DAY), "day");
    },
    duration: (milliseconds) =>
      language === "fr" ? duration(milliseconds).replace(" d", " j") : duration(milliseconds),
    minutes: (milliseconds) => `${Math.max(1, Math.floor(milliseconds / MINUTE))} min`,
    number: (value) => number.format(value),
    list: (values) => list.format(values),
  };
}

export function useFormat(): Format {
  const { language } = useWords();
  return useMemo(() => formats(language), [language]);
}
