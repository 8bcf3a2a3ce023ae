import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { diffLines } from "diff";
import { useMemo } from "react";
import { useWords } from "../../i18n";
import { useCodeStyles } from "./ScriptText";

const useStyles = makeStyles({
  added: { backgroundColor: tokens.colorPaletteGreenBackground1, borderLeftColor: tokens.colorPaletteGreenBorder2 },
  removed: { backgroundColor: tokens.colorPaletteRedBackground1, borderLeftColor: tokens.colorPaletteRedBorder2 },
});

type Change = "added" | "removed" | "kept";
const SIGN: Record<Change, string> = { added: "+", removed: "−", kept: " " };

interface Line {
  change: Change;
  number: number;
  text: string;
}

/** Line by line: what goes and what comes. A line that went is numbered as in the old script. */
export function lineChanges(before: string, after: string): Line[] {
  const lines: Line[] = [];
  let old = 0;
  let now = 0;
  for (const part of diffLines(before, after, { stripTrailingCr: true })) {
    const change: Change = part.added ? "added" : part.removed ? "removed" : "kept";
    for (const text of part.value.replace(/\n$/, "").split("\n")) {
      if (change !== "added") old += 1;
      if (change !== "removed") now += 1;
      lines.push({ change, number: change === "removed" ? old : now, text });
    }
  }
  return lines;
}

/** What the correction changes. Signs tell it, too, to those who do not see the colours. */
export function Difference({ before, after }: { before: string; after: string }) {
  const code = useCodeStyles();
  const styles = useStyles();
  const { t } = useWords();
  const lines = useMemo(() => lineChanges(before, after), [before, after]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in itself, so the keyboard must reach it
    <section tabIndex={0} className={code.sheet} aria-label={t("snippets.clinic.difference")} data-testid="difference">
      <div className={code.lines}>
        {lines.map(({ change, number, text }) => (
          <div
            key={`${change} ${number}`}
            className={mergeClasses(code.line, change !== "kept" && styles[change])}
            data-change={change}
          >
            <span className={code.number}>{number}</span>
            <span className={code.sign}>{SIGN[change]}</span>
            <span>{text}</span>
          </div>
        ))}
      </div>
    </section>
  );
}
