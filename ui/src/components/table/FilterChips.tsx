import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Column, Keep, Span, TableQuery } from "../../ipc";
import { Dismiss16Regular } from "../icons";
import { severityOf } from "../severity";
import { cleared, inSpan, keeping, narrowings } from "./query";
import { useResultWords } from "./words";

const useStyles = makeStyles({
  chips: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
  chip: { maxWidth: "280px", whiteSpace: "nowrap" },
  // Many values are cut at their end; the sign that takes them away stays.
  word: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis" },
});

interface FilterChipsProps {
  columns: Column[];
  query: TableQuery;
  onQuery(query: TableQuery): void;
}

/** What hides rows now; each is taken away by itself, or all at once. */
export function FilterChips({ columns, query, onQuery }: FilterChipsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const said = useChipWords(columns);
  const { keeps, span, search } = narrowings(query);
  const chips: [word: string, without: TableQuery][] = keeps.map((keep) => [
    said.keep(keep),
    keeping(query, keep.column, []),
  ]);
  if (span) chips.push([said.span(span), inSpan(query, null)]);
  if (chips.length === 0 && search === "") return null;
  return (
    <fieldset
      className={styles.chips}
      style={{ border: "none", margin: 0, padding: 0 }}
      aria-label={t("defender.table.filters")}
    >
      {chips.map(([word, without]) => (
        <Button
          key={word}
          size="small"
          className={styles.chip}
          icon={<Dismiss16Regular />}
          iconPosition="after"
          aria-label={t("defender.table.remove_filter", { filter: word })}
          onClick={() => onQuery(without)}
        >
          <span className={styles.word}>{word}</span>
        </Button>
      ))}
      <Button size="small" appearance="subtle" onClick={() => onQuery(cleared(query))}>
        {t("defender.table.clear")}
      </Button>
    </fieldset>
  );
}

function useChipWords(columns: Column[]) {
  const { t } = useWords();
  const words = useResultWords();
  const format = useFormat();
  return {
    keep: ({ column, anyOf }: Keep) => {
      const severity = columns.find(({ name }) => name === column)?.kind === "severity";
      const values = anyOf.map((one) =>
        severity ? t(`defender.severity.${severityOf(one)}`) : words.value(column, one),
      );
      return t("defender.table.filter", { column: words.column(column), values: values.join(", ") });
    },
    span: ({ from, to }: Span) => t("defender.table.filter_span", { from: format.moment(from), to: format.moment(to) }),
  };
}
