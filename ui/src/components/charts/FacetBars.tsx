import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Column, TableQuery } from "../../ipc";
import { severityOf, TONE } from "../severity";
import { kept, toggled } from "../table/query";
import { useResultWords } from "../table/words";
import { ChartSheet } from "./ChartSheet";
import { type Charted, useFacet } from "./data";

const useStyles = makeStyles({
  bars: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    paddingRight: tokens.spacingHorizontalS,
    overflowY: "auto",
    minHeight: 0,
  },
  bar: {
    position: "relative",
    display: "flex",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    minHeight: "24px",
    alignItems: "center",
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: "none",
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    textAlign: "left",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  length: {
    position: "absolute",
    left: 0,
    top: "3px",
    bottom: "3px",
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground2,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    boxSizing: "border-box",
  },
  faded: { opacity: 0.35 },
  pressed: { fontWeight: tokens.fontWeightSemibold },
  name: { position: "relative", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  count: { position: "relative", color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
  rest: { margin: "2px 0 0 4px", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase100 },
});

interface FacetBarsProps extends Charted {
  column: Column;
  onQuery(query: TableQuery): void;
  title: string;
  /** How many values are shown. */
  top?: number;
}

/** The most frequent values of a column as bars; a press shows only their rows. */
export function FacetBars({ column, onQuery, title, top = 5, ...charted }: FacetBarsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  const format = useFormat();
  const facet = useFacet(charted, column.name, top);
  const chosen = kept(charted.query, column.name);
  const longest = Math.max(1, ...(facet?.values ?? []).map(({ count }) => count));
  const word = (value: string) =>
    column.kind === "severity" ? t(`defender.severity.${severityOf(value)}`) : words.value(column.name, value);
  const hollow = facet?.values.every(({ value }) => value === "") ?? false;
  return (
    <ChartSheet title={title}>
      {hollow && <p className={styles.rest}>{t("defender.chart.no_values")}</p>}
      <ul className={styles.bars}>
        {(hollow ? [] : (facet?.values ?? [])).map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={chosen.includes(value)}
              className={mergeClasses(styles.bar, chosen.includes(value) && styles.pressed)}
              title={word(value)}
              onClick={() => onQuery(toggled(charted.query, column.name, value))}
            >
              <span
                className={mergeClasses(styles.length, chosen.length > 0 && !chosen.includes(value) && styles.faded)}
                style={{
                  width: `${(count / longest) * 100}%`,
                  ...(column.kind === "severity" ? { borderLeftColor: TONE[severityOf(value)] } : {}),
                }}
              />
              <span className={styles.name}>{word(value)}</span>
              <span className={styles.count}>{format.number(count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {facet && facet.distinct > facet.values.length && (
        <p className={styles.rest}>{t("defender.chart.rest", { count: facet.distinct - facet.values.length })}</p>
      )}
    </ChartSheet>
  );
}
