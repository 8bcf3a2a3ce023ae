import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { keeping, kept } from "../../components/table/query";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { BoardView, TableQuery } from "../../ipc";
import { ToneIcon } from "./StateWord";
import { COLOUR, countOf, statesOf, TONES, type Tone } from "./states";

const useStyles = makeStyles({
  sheet: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, flexShrink: 0 },
  bar: {
    display: "flex",
    gap: "2px",
    height: "14px",
    borderRadius: tokens.borderRadiusMedium,
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground4,
  },
  // A single customer among thousands can still be seen.
  part: { minWidth: "4px", forcedColorAdjust: "none" },
  faded: { opacity: 0.3 },
  legend: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalS },
  tone: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minHeight: "28px",
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: `1px solid transparent`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase300,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  pressed: { backgroundColor: tokens.colorNeutralBackground1Selected, border: `1px solid ${tokens.colorBrandStroke1}` },
  count: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  end: { marginLeft: "auto" },
});

interface StatesBarProps {
  board: BoardView;
  query: TableQuery;
  onQuery(query: TableQuery): void;
}

/** How many customers are ready, partly, not yet, or stuck: as a picture, and as words that filter the table. */
export function StatesBar({ board, query, onQuery }: StatesBarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const chosen = kept(query, "consent");
  const isOn = (tone: Tone) => statesOf(tone).some((state) => chosen.includes(state));
  const showing = (tones: Tone[], skipped: string[]) =>
    keeping(keeping(query, "consent", tones.flatMap(statesOf)), "skipped", skipped);
  // Skipped customers are counted by themselves, whatever their state.
  const toggled = (tone: Tone) => {
    const tones = TONES.filter((one) => (one === tone ? !isOn(one) : isOn(one)));
    return showing(tones, tones.length > 0 ? ["false"] : []);
  };
  const skipped = kept(query, "skipped").includes("true");
  return (
    <Panel className={styles.sheet} label={t("tenants.tones")}>
      <div className={styles.bar} aria-hidden="true">
        {TONES.map((tone) => {
          const count = countOf(board, statesOf(tone));
          const faded = chosen.length > 0 && !isOn(tone);
          return count > 0 ? (
            <span
              key={tone}
              className={mergeClasses(styles.part, faded && styles.faded)}
              style={{ flexGrow: count, flexBasis: 0, backgroundColor: COLOUR[tone] }}
            />
          ) : null;
        })}
      </div>
      <div className={styles.legend}>
        {TONES.map((tone) => (
          <button
            key={tone}
            type="button"
            data-testid={`tone-${tone}`}
            aria-pressed={isOn(tone)}
            className={mergeClasses(styles.tone, isOn(tone) && styles.pressed)}
            onClick={() => onQuery(toggled(tone))}
          >
            <ToneIcon tone={tone} />
            <span className={styles.count}>{format.number(countOf(board, statesOf(tone)))}</span>{" "}
            {t(`tenants.tone.${tone}`, { count: countOf(board, statesOf(tone)) })}
          </button>
        ))}
        {board.skipped > 0 && (
          <button
            type="button"
            data-testid="tone-skipped"
            aria-pressed={skipped}
            className={mergeClasses(styles.tone, styles.end, skipped && styles.pressed)}
            onClick={() => onQuery(showing([], skipped ? [] : ["true"]))}
          >
            <span className={styles.count}>{format.number(board.skipped)}</span>{" "}
            {t("tenants.tone_skipped", { count: board.skipped })}
          </button>
        )}
      </div>
    </Panel>
  );
}
