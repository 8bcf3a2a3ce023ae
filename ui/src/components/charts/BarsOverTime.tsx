import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Bar, OverTime, Severity } from "../../ipc";
import { SEVERITIES, TONE } from "../severity";
import { moved } from "../table/keys";
import { barEnd, useBarWords } from "./times";

const useStyles = makeStyles({
  bars: {
    display: "flex",
    alignItems: "stretch",
    flex: "1 1 auto",
    minHeight: "48px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  bar: {
    position: "relative",
    flex: "1 1 0",
    minWidth: 0,
    padding: 0,
    border: "none",
    backgroundColor: "transparent",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-1px" },
  },
  // The height of the button is not known to its children; that of this box is.
  stack: {
    position: "absolute",
    inset: "0 10%",
    display: "flex",
    flexDirection: "column",
    justifyContent: "flex-end",
  },
  part: { flexShrink: 0, ":first-child": { borderRadius: "2px 2px 0 0" } },
  pressed: { backgroundColor: tokens.colorNeutralBackground1Selected },
  faded: { opacity: 0.22 },
  axis: {
    display: "flex",
    justifyContent: "space-between",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase200,
  },
});

interface BarsOverTimeProps {
  times: OverTime;
  /** The severities that occur. */
  present: Severity[];
  /** The severities that are let through; none means all. */
  chosen: Severity[];
  span: { from: string; to: string } | null;
  onSpan(span: { from: string; to: string } | null): void;
}

/** One bar for each stretch of time. Arrow keys move between bars; a press shows its time, Shift takes all between. */
export function BarsOverTime({ times, present, chosen, span, onSpan }: BarsOverTimeProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const words = useBarWords(times);
  const [reached, setReached] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);
  const { bars } = times;
  const active = Math.min(reached, bars.length - 1);
  const highest = Math.max(1, ...bars.map(sum));
  const total = bars.reduce((all, bar) => all + sum(bar), 0);
  const inside = ({ at }: Bar) =>
    !span || (Date.parse(at) >= Date.parse(span.from) && Date.parse(at) < Date.parse(span.to));

  const press = (event: MouseEvent, at: number) => {
    const from = event.shiftKey && anchor !== null ? Math.min(anchor, at) : at;
    const to = event.shiftKey && anchor !== null ? Math.max(anchor, at) : at;
    const next = { from: bars[from]?.at ?? "", to: barEnd(times, to) };
    setReached(at);
    if (!event.shiftKey) setAnchor(at);
    onSpan(span?.from === next.from && span.to === next.to ? null : next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const key = { ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp" }[event.key] ?? event.key;
    const to = moved(key, active, bars.length, 7);
    if (to === null) return;
    event.preventDefault();
    setReached(to);
    event.currentTarget.querySelectorAll<HTMLElement>("button")[to]?.focus();
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons with one place in the tab order */}
      <div
        role="group"
        className={styles.bars}
        data-testid="bars"
        aria-label={t("defender.chart.summary", { count: total, bars: format.number(bars.length) })}
        onKeyDown={onKeyDown}
      >
        {bars.map((bar, at) => (
          <button
            key={bar.at}
            type="button"
            tabIndex={at === active ? 0 : -1}
            aria-pressed={span !== null && inside(bar)}
            aria-label={words.bar(at)}
            title={words.bar(at)}
            className={mergeClasses(styles.bar, span !== null && inside(bar) && styles.pressed)}
            onClick={(event) => press(event, at)}
          >
            <span className={styles.stack}>
              {present.map((one) => {
                const count = bar.counts[SEVERITIES.indexOf(one)] ?? 0;
                const faded = !inside(bar) || (chosen.length > 0 && !chosen.includes(one));
                return count === 0 ? null : (
                  <span
                    key={one}
                    className={mergeClasses(styles.part, faded && styles.faded)}
                    style={{ height: `${(count / highest) * 96}%`, backgroundColor: tone(one, present) }}
                  />
                );
              })}
            </span>
          </button>
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {words.ticks.map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </>
  );
}

function sum({ counts }: Bar): number {
  return counts.reduce((all, one) => all + one, 0);
}

/** Without severities, everything counts as unknown; a grey chart would look switched off. */
function tone(severity: Severity, present: Severity[]): string {
  return present.length === 1 && severity === "unknown" ? tokens.colorCompoundBrandBackground : TONE[severity];
}
