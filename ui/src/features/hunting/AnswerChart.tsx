import { makeStyles, Select, tokens } from "@fluentui/react-components";
import { useId } from "react";
import type { Charted } from "../../components/charts/data";
import { FacetBars } from "../../components/charts/FacetBars";
import { OverTimeChart } from "../../components/charts/OverTimeChart";
import { useWords } from "../../i18n";
import type { Column, TableQuery } from "../../ipc";

const useStyles = makeStyles({
  choice: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, marginLeft: "auto" },
  chart: { flexShrink: 0, maxHeight: "200px", display: "grid" },
});

interface ChartChoiceProps {
  columns: Column[];
  /** The column that is drawn; none where it is empty. */
  name: string;
  onName(name: string): void;
}

/** Which column of the answer is drawn. */
export function ChartChoice({ columns, name, onName }: ChartChoiceProps) {
  const styles = useStyles();
  const { t } = useWords();
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{t("hunting.chart.label")}</label>
      <Select id={id} data-testid="hunt-chart" value={name} onChange={(_, { value }) => onName(value)}>
        <option value="">{t("hunting.chart.none")}</option>
        {columns.map((one) => (
          <option key={one.name} value={one.name}>
            {one.name}
          </option>
        ))}
      </Select>
    </div>
  );
}

interface AnswerChartProps {
  charted: Charted;
  columns: Column[];
  column: Column;
  onQuery(query: TableQuery): void;
}

/** One column of the answer as a picture: times as bars over time, everything else by its most frequent values. */
export function AnswerChart({ charted, columns, column, onQuery }: AnswerChartProps) {
  const styles = useStyles();
  return (
    <div className={styles.chart}>
      {column.kind === "time" ? (
        <OverTimeChart {...charted} columns={columns} column={column.name} onQuery={onQuery} />
      ) : (
        <FacetBars {...charted} column={column} onQuery={onQuery} title={column.name} />
      )}
    </div>
  );
}

/** The column that says most at first sight: when it happened, else what kind of thing it is. */
export function telling(columns: Column[]): Column | undefined {
  return columns.find(({ kind }) => kind === "time") ?? columns.find(({ kind }) => kind !== "number");
}
