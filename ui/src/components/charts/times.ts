import { useMemo } from "react";
import { useWords } from "../../i18n";
import { type Format, useFormat } from "../../i18n/format";
import type { OverTime } from "../../ipc";
import { SEVERITIES } from "../severity";

const HOUR = 3600;

/** The first moment after a bar, RFC 3339. */
export function barEnd({ bars, stepSeconds }: OverTime, at: number): string {
  const next = bars[at + 1];
  return next ? next.at : new Date(Date.parse(bars[at]?.at ?? "") + stepSeconds * 1000).toISOString();
}

/** How the begin of a bar is written: with its time, unless a bar is a day or longer. */
export function barBegin({ stepSeconds, bars }: OverTime, at: number, format: Format): string {
  const begin = bars[at]?.at ?? "";
  return stepSeconds >= 24 * HOUR ? format.day(begin) : format.moment(begin);
}

/** Words for the bars: what each one holds, and the marks below them. */
export function useBarWords(times: OverTime): { bar(at: number): string; ticks: string[] } {
  const { t } = useWords();
  const format = useFormat();
  return useMemo(() => {
    const { bars } = times;
    const ticks = [0, 0.25, 0.5, 0.75].map((share) => barBegin(times, Math.floor(share * bars.length), format));
    return {
      bar: (at) => {
        const counts = bars[at]?.counts ?? [];
        const parts = SEVERITIES.flatMap((severity, rank) => {
          const count = counts[rank] ?? 0;
          return count > 0 ? t("defender.chart.part", { severity: t(`defender.severity.${severity}`), count }) : [];
        });
        const held = parts.length > 0 ? format.list(parts) : t("defender.chart.nothing");
        return t("defender.chart.bar", { from: barBegin(times, at, format), held });
      },
      ticks: [...new Set(ticks)],
    };
  }, [times, t, format]);
}
