import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { IncidentRow, Severity } from "../../ipc";
import { type Bucket, bucketed } from "./buckets";
import { SEVERITIES, TONE } from "./severity";

const useStyles = makeStyles({
  sheet: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, flexShrink: 0 },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
  legend: { display: "flex", flexWrap: "wrap", marginLeft: "auto" },
  key: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minHeight: "24px",
    padding: `0 ${tokens.spacingHorizontalS}`,
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
  chart: {
    display: "block",
    width: "100%",
    height: "112px",
    marginTop: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    "@media (max-height: 680px)": { height: "56px" },
  },
  faded: { opacity: 0.2 },
  axis: {
    display: "flex",
    justifyContent: "space-between",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase200,
  },
  scroll: { maxHeight: "160px", overflowY: "auto", marginTop: tokens.spacingVerticalS },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    fontSize: tokens.fontSizeBase200,
    "& th, & td": { textAlign: "left", padding: `2px ${tokens.spacingHorizontalS}` },
    "& tbody th": { fontWeight: tokens.fontWeightRegular },
  },
});

interface SeverityChartProps {
  rows: IncidentRow[];
  until: string;
  hours: number;
  severity: Severity | null;
  onSeverity(severity: Severity | null): void;
}

/** When incidents were updated and how bad they are: stacked bars, or the same numbers as a table. */
export function SeverityChart({ rows, until, hours, severity, onSeverity }: SeverityChartProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  const buckets = useMemo(() => bucketed(rows, Date.parse(until), hours), [rows, until, hours]);
  const totals = useMemo(
    () => new Map(SEVERITIES.map((one) => [one, rows.filter((row) => row.severity === one).length])),
    [rows],
  );
  const present = SEVERITIES.filter((one) => (totals.get(one) ?? 0) > 0);
  return (
    <Panel className={styles.sheet} label={t("defender.chart.title")}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t("defender.chart.title")}</h2>
        <fieldset
          className={styles.legend}
          style={{ border: "none", margin: "0 0 0 auto", padding: 0 }}
          aria-label={t("defender.chart.hint")}
          title={t("defender.chart.hint")}
        >
          {present.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={severity === one}
              className={mergeClasses(styles.key, severity === one && styles.pressed)}
              onClick={() => onSeverity(severity === one ? null : one)}
            >
              <span className={styles.square} style={{ backgroundColor: TONE[one] }} />
              {t(`defender.severity.${one}`)} {totals.get(one)}
            </button>
          ))}
        </fieldset>
        <Button size="small" appearance="subtle" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? "defender.chart.as_chart" : "defender.chart.as_table")}
        </Button>
      </div>
      {asTable ? (
        <BucketTable buckets={buckets} present={present} hours={hours} />
      ) : (
        <Bars buckets={buckets} present={present} totals={totals} hours={hours} severity={severity} />
      )}
    </Panel>
  );
}

interface BarsProps extends Pick<SeverityChartProps, "hours" | "severity"> {
  buckets: Bucket[];
  present: Severity[];
  totals: Map<Severity, number>;
}

function Bars({ buckets, present, totals, hours, severity }: BarsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const highest = Math.max(1, ...buckets.map((bucket) => bucket.total));
  const parts = present.map((one) =>
    t("defender.chart.part", { count: totals.get(one) ?? 0, severity: t(`defender.severity.${one}`) }),
  );
  const total = buckets.reduce((sum, bucket) => sum + bucket.total, 0);
  const shown = (from: number) => label(from, hours, format);
  const ticks = [0, 0.25, 0.5, 0.75]
    .map((share) => buckets[Math.floor(share * buckets.length)])
    .filter((one) => one !== undefined);
  return (
    <>
      <svg
        viewBox={`0 0 ${buckets.length} 100`}
        preserveAspectRatio="none"
        className={styles.chart}
        role="img"
        aria-label={t("defender.chart.summary", { total: format.number(total), parts: parts.join(", ") })}
      >
        {buckets.map((bucket, index) => {
          let below = 0;
          return (
            <g key={bucket.from}>
              {[...present].reverse().map((one) => {
                const height = (bucket.counts[one] / highest) * 96;
                below += height;
                if (height === 0) return null;
                return (
                  <rect
                    key={one}
                    x={index + 0.12}
                    y={100 - below}
                    width={0.76}
                    height={height}
                    fill={TONE[one]}
                    className={mergeClasses(severity !== null && severity !== one && styles.faded)}
                  >
                    <title>{`${shown(bucket.from)}: ${bucket.counts[one]} ${t(`defender.severity.${one}`)}`}</title>
                  </rect>
                );
              })}
            </g>
          );
        })}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        {ticks.map((bucket) => (
          <span key={bucket.from}>{shown(bucket.from)}</span>
        ))}
        <span>{shown((buckets.at(-1)?.from ?? 0) + (buckets[1] ? buckets[1].from - (buckets[0]?.from ?? 0) : 0))}</span>
      </div>
    </>
  );
}

function BucketTable({ buckets, present, hours }: { buckets: Bucket[]; present: Severity[]; hours: number }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("defender.chart.from")}</th>
            {present.map((one) => (
              <th key={one} scope="col">
                {t(`defender.severity.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.from}>
              <th scope="row">{label(bucket.from, hours, format)}</th>
              {present.map((one) => (
                <td key={one}>{bucket.counts[one]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function label(from: number, hours: number, format: ReturnType<typeof useFormat>): string {
  const at = new Date(from).toISOString();
  if (hours <= 24) return format.time(at);
  return hours <= 168 ? format.moment(at) : format.day(at);
}
