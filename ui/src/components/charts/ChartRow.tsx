import { makeStyles, mergeClasses, Tab, TabList, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useWords } from "../../i18n";
import type { Column, TableQuery } from "../../ipc";
import { useResultWords } from "../table/words";
import type { Charted } from "./data";
import { FacetBars } from "./FacetBars";
import { OverTimeChart } from "./OverTimeChart";

/** Below this width of their room, one chart is shown at a time. */
const NARROW = "@container (max-width: 820px)";

const useStyles = makeStyles({
  charts: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr)",
    gap: tokens.spacingHorizontalM,
    height: "184px",
    flexShrink: 0,
    "@media (max-height: 720px)": { height: "150px" },
    [NARROW]: { gridTemplateColumns: "minmax(0, 1fr)", gridTemplateRows: "minmax(0, 1fr)" },
  },
  one: { gridTemplateColumns: "minmax(0, 1fr)" },
  two: { gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)" },
  chart: { display: "grid", minHeight: 0, minWidth: 0 },
  behind: { [NARROW]: { display: "none" } },
  tabs: { display: "none", marginBottom: `-${tokens.spacingVerticalS}`, [NARROW]: { display: "flex" } },
});

interface ChartRowProps extends Charted {
  columns: Column[];
  /** The column of the chart over time; none where nothing has a time. */
  time: string | null;
  /** The columns whose values are drawn as bars, the first two of those that there are. */
  facets: readonly string[];
  onQuery(query: TableQuery): void;
}

/** The pictures of a result: over time, and by two columns. In a narrow room one at a time. */
export function ChartRow({ columns, time, facets, onQuery, ...charted }: ChartRowProps) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  const [front, setFront] = useState(0);
  const drawn = [...new Set(facets)]
    .slice(0, 2)
    .flatMap((name) => columns.find((column) => column.name === name) ?? []);
  const charts = [
    ...(time
      ? [
          {
            id: time,
            title: t("defender.chart.title"),
            chart: <OverTimeChart {...charted} columns={columns} column={time} onQuery={onQuery} />,
          },
        ]
      : []),
    ...drawn.map((column) => ({
      id: column.name,
      title: words.column(column.name),
      chart: <FacetBars {...charted} column={column} title={words.column(column.name)} onQuery={onQuery} />,
    })),
  ];
  return (
    <>
      <TabList
        size="small"
        className={styles.tabs}
        selectedValue={front}
        onTabSelect={(_, { value }) => setFront(Number(value))}
        aria-label={t("defender.chart.choose")}
      >
        {charts.map(({ id, title: name }, at) => (
          <Tab key={id} value={at}>
            {name}
          </Tab>
        ))}
      </TabList>
      <div
        className={mergeClasses(styles.charts, charts.length === 1 && styles.one, charts.length === 2 && styles.two)}
      >
        {charts.map(({ id, chart }, at) => (
          <div key={id} className={mergeClasses(styles.chart, at !== front && styles.behind)}>
            {chart}
          </div>
        ))}
      </div>
    </>
  );
}
