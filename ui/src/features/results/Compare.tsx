import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { Disclosure } from "../../components/Disclosure";
import { SeverityWord } from "../../components/SeverityWord";
import { severityOf } from "../../components/severity";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type Comparison, type ResultView, useDoor } from "../../ipc";

const FATES = ["added", "changed", "resolved"] as const;

const useStyles = makeStyles({
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  label: { color: tokens.colorNeutralForeground2 },
  left: { margin: `${tokens.spacingVerticalXS} 0`, paddingLeft: tokens.spacingHorizontalXL },
});

interface CompareProps {
  result: ResultView;
  /** Which of the rows the table shows now, by what became of them. */
  chosen: string[];
  /** Shows the rows whose value in a column is one of these; none shows all again. */
  onShow(column: string, anyOf: string[]): void;
}

/** What is new, changed, resolved or gone since the same question was asked last. Nothing where it never was. */
export function Compare({ result, chosen, onShow }: CompareProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const comparison = useComparison(result);
  if (!comparison) return null;
  const { last, column, left, gone } = comparison;
  return (
    <div>
      <fieldset className={styles.line} style={{ border: "none", margin: 0, padding: 0 }} data-testid="comparison">
        <legend className={styles.label} style={{ float: "left", padding: 0 }}>
          {t("results.compare.since", { when: format.moment(last) })}
        </legend>
        {FATES.map((fate) => (
          <Button
            key={fate}
            size="small"
            appearance={chosen.includes(fate) ? "primary" : "outline"}
            aria-pressed={chosen.includes(fate)}
            disabled={comparison[fate] === 0}
            onClick={() => onShow(column, chosen.includes(fate) ? [] : [fate])}
          >
            {t(`results.compare.${fate}`, { count: comparison[fate] })}
          </Button>
        ))}
      </fieldset>
      {gone > 0 && (
        <Disclosure title={t("results.compare.gone", { count: gone })}>
          <ul className={styles.left}>
            {left.map(({ id, title, severity }) => (
              <li key={id}>
                <SeverityWord severity={severityOf(severity)} /> {title}
              </li>
            ))}
          </ul>
          {gone > left.length && <p>{t("results.compare.more", { count: gone - left.length })}</p>}
        </Disclosure>
      )}
    </div>
  );
}

/** Asked once for each result that is whole. A comparison that fails costs nothing else: the rows are there. */
function useComparison({ resultId, until, complete }: ResultView): Comparison | null {
  const door = useDoor();
  const [known, setKnown] = useState<{ of: string; comparison: Comparison | null } | null>(null);
  const of = `${resultId} ${until}`;
  useEffect(() => {
    if (!complete) return;
    let wanted = true;
    const learn = (comparison: Comparison | null) => wanted && setKnown({ of, comparison });
    door.compare(resultId).then(learn, () => learn(null));
    return () => {
      wanted = false;
    };
  }, [door, resultId, of, complete]);
  return known?.of === of ? known.comparison : null;
}
