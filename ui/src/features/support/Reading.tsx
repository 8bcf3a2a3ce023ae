import { makeStyles, mergeClasses, SearchBox, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useWords } from "../../i18n";
import type { SupportPreview } from "../../ipc";
import { pieces } from "./marked";

const LINE = 20;

const useStyles = makeStyles({
  reading: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minHeight: 0, minWidth: 0 },
  search: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  said: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  text: {
    flex: "1 1 auto",
    minHeight: "260px",
    overflow: "auto",
    boxSizing: "border-box",
    padding: tokens.spacingVerticalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  lines: { position: "relative", width: "max-content", minWidth: "100%" },
  line: { position: "absolute", left: 0, height: `${LINE}px`, lineHeight: `${LINE}px`, whiteSpace: "pre" },
  masked: {
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  found: { backgroundColor: tokens.colorPaletteYellowBackground2, color: tokens.colorNeutralForeground1 },
});

/** Exactly the text that will be saved, to read and to search. Only the lines in sight are drawn. */
export function Reading({ preview }: { preview: SupportPreview }) {
  const styles = useStyles();
  const { t } = useWords();
  const [wanted, setWanted] = useState("");
  const looked = useDeferredValue(wanted);
  const lines = useMemo(() => preview.text.split("\n"), [preview.text]);
  const hits = useMemo(() => matching(lines, looked), [lines, looked]);
  const shown = looked.trim() === "" ? null : hits;
  const box = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: shown ? shown.length : lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 20,
    initialRect: { width: 600, height: 400 },
  });
  const at = (index: number) => lines[shown ? (shown[index] ?? 0) : index] ?? "";
  return (
    <div className={styles.reading}>
      <div className={styles.search}>
        <SearchBox
          data-testid="support-search"
          value={wanted}
          placeholder={t("support.search")}
          aria-label={t("support.search")}
          onChange={(_, { value }) => setWanted(value)}
        />
        <span role="status" className={styles.said}>
          {shown && t("support.found", { count: shown.length })}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <section ref={box} className={styles.text} tabIndex={0} aria-label={t("support.text")} data-testid="support-text">
        <div className={styles.lines} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => (
            <div key={row.key} className={styles.line} style={{ transform: `translateY(${row.start}px)` }}>
              {pieces(at(row.index), preview.masked, looked).map((piece, place) => {
                const look = mergeClasses(piece.masked && styles.masked, piece.found && styles.found);
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never change places
                if (!look) return <span key={place}>{piece.text}</span>;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never change places
                  <mark key={place} className={look} title={piece.masked && t(`support.kind.${piece.masked}`)}>
                    {piece.text}
                  </mark>
                );
              })}
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

/** The lines that hold what somebody looks for, in capitals or not. */
function matching(lines: readonly string[], wanted: string): number[] {
  const small = wanted.toLowerCase();
  const hits: number[] = [];
  lines.forEach((line, index) => {
    if (line.toLowerCase().includes(small)) hits.push(index);
  });
  return hits;
}
