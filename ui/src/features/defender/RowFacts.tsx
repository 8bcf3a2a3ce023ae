import { makeStyles, tokens } from "@fluentui/react-components";
import { severityOf } from "../../components/severity";
import type { Layout } from "../../components/table/layout";
import type { OpenedRow } from "../../components/table/ResultTable";
import { textsOf, useResultWords } from "../../components/table/words";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { CellView, Column } from "../../ipc";

const useStyles = makeStyles({
  facts: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    "& dt": { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
    "& dd": { margin: `0 0 ${tokens.spacingVerticalS}`, overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
  },
});

interface RowFactsProps {
  opened: OpenedRow;
  columns: Column[];
  layout: Layout;
}

/** Every value of a row in full, those without a value left out. */
export function RowFacts({ opened, columns, layout }: RowFactsProps) {
  const styles = useStyles();
  const words = useResultWords();
  const say = useSaid();
  const facts = columns.filter(({ name }) => name !== layout.main && textsOf(opened.cell(name)).length > 0);
  return (
    <dl className={styles.facts}>
      {facts.map((column) => (
        <div key={column.name}>
          <dt>{words.column(column.name)}</dt>
          <dd>{say(column, opened.cell(column.name))}</dd>
        </div>
      ))}
    </dl>
  );
}

function useSaid(): (column: Column, value: CellView | undefined) => string {
  const { t } = useWords();
  const format = useFormat();
  const words = useResultWords();
  return ({ name, kind }, value) => {
    if (typeof value === "boolean") return t(value ? "defender.table.yes" : "defender.table.no");
    if (typeof value === "number") return format.number(value);
    if (kind === "time" && typeof value === "string") return format.instant(value);
    if (kind === "severity") return t(`defender.severity.${severityOf(value)}`);
    return textsOf(value)
      .map((text) => words.value(name, text))
      .join("\n");
  };
}
