import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useMemo, useRef } from "react";
import { useWords } from "../../i18n";
import type { Fault } from "../../ipc";
import { faultTitle } from "./faults";

export const useCodeStyles = makeStyles({
  sheet: {
    maxHeight: "440px",
    overflow: "auto",
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    padding: `${tokens.spacingVerticalS} 0`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: "1.6",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  lines: { width: "max-content", minWidth: "100%" },
  line: {
    display: "grid",
    gridTemplateColumns: "48px 16px 1fr",
    whiteSpace: "pre",
    scrollMargin: "80px",
    borderLeft: "3px solid transparent",
  },
  number: { color: tokens.colorNeutralForeground3, textAlign: "right", paddingRight: "8px", userSelect: "none" },
  sign: { userSelect: "none" },
});

const useStyles = makeStyles({
  faulty: {
    backgroundColor: tokens.colorPaletteRedBackground1,
    borderLeftColor: tokens.colorPaletteRedBorder2,
  },
  here: { outline: `2px solid ${tokens.colorPaletteRedBorder2}`, outlineOffset: "-2px" },
  mark: { color: tokens.colorPaletteRedForeground1, userSelect: "none" },
});

interface ScriptTextProps {
  text: string;
  faults?: Fault[];
  /** The line to bring into sight. */
  at?: number | null;
}

/** A script, line by line; lines with a fault are marked by colour and by a sign. */
export function ScriptText({ text, faults = [], at = null }: ScriptTextProps) {
  const code = useCodeStyles();
  const styles = useStyles();
  const speech = useWords();
  const lines = useMemo(() => text.split(/\r?\n/), [text]);
  const titles = useMemo(() => {
    const known = new Map<number, string[]>();
    for (const fault of faults) known.set(fault.line, [...(known.get(fault.line) ?? []), faultTitle(fault, speech)]);
    return known;
  }, [faults, speech]);
  const marked = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is another place to go to
  useEffect(() => void marked.current?.scrollIntoView?.({ block: "nearest" }), [at]);
  return (
    // A script scrolls in itself, so the keyboard must reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <section tabIndex={0} className={code.sheet} aria-label={speech.t("snippets.clinic.views")} data-testid="script">
      <div className={code.lines}>
        {lines.map((line, index) => {
          const number = index + 1;
          const said = titles.get(number);
          return (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the script
              key={index}
              ref={number === at ? marked : undefined}
              className={mergeClasses(code.line, said && styles.faulty, number === at && styles.here)}
              {...(said ? { "data-fault": number, title: said.join("\n") } : {})}
            >
              <span className={code.number}>{number}</span>
              <span className={styles.mark} aria-hidden="true">
                {said && "●"}
              </span>
              <span>{line}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
