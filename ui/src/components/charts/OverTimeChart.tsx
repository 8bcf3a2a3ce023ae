import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useWords } from "../../i18n";
import type { Column, OverTime, Severity, TableQuery } from "../../ipc";
import { DataBarVertical20Regular, Table20Regular } from "../icons";
import { SEVERITIES, severityOf, TONE } from "../severity";
import { inSpan, kept, toggled } from "../table/query";
import { BarsOverTime } from "./BarsOverTime";
import { ChartSheet } from "./ChartSheet";
import { type Charted, useFacet, useOverTime } from "./data";
import { TimesAsTable } from "./TimesAsTable";

const useStyles = makeStyles({
  legend: { display: "flex", flexWrap: "wrap", margin: 0, padding: 0, border: "none" },
  key: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minHeight: "24px",
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  pressed: { backgroundColor: tokens.colorNeutralBackground1Selected, fontWeight: tokens.fontWeightSemibold },
  square: { width: "10px", height: "10px", borderRadius: "2px" },
  other: { marginLeft: "auto" },
});

interface OverTimeChartProps extends Charted {
  columns: Column[];
  /** The column of times. */
  column: string;
  onQuery(query: TableQuery): void;
}

/**
 * When things happened and how bad they are: bars by severity, or the same numbers as a table. A press on a bar shows
 * only its time, a press on a severity only that one.
 */
export function OverTimeChart({ columns, column, onQuery, ...charted }: OverTimeChartProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  const severity = columns.find(({ kind }) => kind === "severity")?.name ?? null;
  const times = useOverTime(charted, column, severity);
  const present = SEVERITIES.filter((_, rank) => times?.bars.some(({ counts }) => (counts[rank] ?? 0) > 0));
  const chosen = severity ? kept(charted.query, severity).map(severityOf) : [];
  const toOther = t(asTable ? "defender.chart.as_chart" : "defender.chart.as_table");
  return (
    <ChartSheet
      title={t(severity ? "defender.chart.title" : "defender.chart.title_plain")}
      beside={
        <>
          <Button
            size="small"
            appearance="subtle"
            className={styles.other}
            icon={asTable ? <DataBarVertical20Regular /> : <Table20Regular />}
            aria-label={toOther}
            title={toOther}
            onClick={() => setAsTable(!asTable)}
          />
          {severity && (
            <Legend
              {...charted}
              column={severity}
              chosen={chosen}
              onToggle={(one) => onQuery(toggled(charted.query, severity, one))}
            />
          )}
        </>
      }
    >
      {times && <Times {...{ times, asTable, present, chosen }} query={charted.query} onQuery={onQuery} />}
    </ChartSheet>
  );
}

interface TimesProps {
  times: OverTime;
  asTable: boolean;
  present: Severity[];
  chosen: Severity[];
  query: TableQuery;
  onQuery(query: TableQuery): void;
}

function Times({ times, asTable, present, chosen, query, onQuery }: TimesProps) {
  if (asTable) return <TimesAsTable times={times} present={present} />;
  const span = query.span?.column === times.column ? query.span : null;
  return (
    <BarsOverTime
      {...{ times, present, chosen, span }}
      onSpan={(next) => onQuery(inSpan(query, next && { column: times.column, ...next }))}
    />
  );
}

interface LegendProps extends Charted {
  column: string;
  chosen: Severity[];
  onToggle(severity: Severity): void;
}

/** Each severity with its number of rows. */
function Legend({ column, chosen, onToggle, ...charted }: LegendProps) {
  const styles = useStyles();
  const { t } = useWords();
  const facet = useFacet(charted, column, SEVERITIES.length);
  const counts = new Map(facet?.values.map(({ value, count }) => [value, count]));
  return (
    <fieldset className={styles.legend} aria-label={t("defender.chart.hint")} title={t("defender.chart.hint")}>
      {SEVERITIES.filter((one) => counts.has(one)).map((one) => (
        <button
          key={one}
          type="button"
          data-testid={`severity-${one}`}
          aria-pressed={chosen.includes(one)}
          className={mergeClasses(styles.key, chosen.includes(one) && styles.pressed)}
          onClick={() => onToggle(one)}
        >
          <span className={styles.square} style={{ backgroundColor: TONE[one] }} />
          {t("defender.chart.part", { severity: t(`defender.severity.${one}`), count: counts.get(one) ?? 0 })}
        </button>
      ))}
    </fieldset>
  );
}
