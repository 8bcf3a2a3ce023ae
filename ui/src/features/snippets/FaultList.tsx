import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import type { Fault } from "../../ipc";
import { faultReason, faultTitle } from "./faults";

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  fault: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
  head: { display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalS },
  title: { flex: "1 1 auto", minWidth: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  line: { flexShrink: 0 },
  why: { margin: `${tokens.spacingVerticalXXS} 0 0`, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

/** Each fault with its reason, and the way to its line. */
export function FaultList({ faults, onShow }: { faults: Fault[]; onShow(line: number): void }) {
  const styles = useStyles();
  const speech = useWords();
  const { t } = speech;
  return (
    <div>
      <h4 className={styles.heading}>{t("snippets.clinic.faults")}</h4>
      <ol className={styles.list}>
        {faults.map((fault) => {
          const title = faultTitle(fault, speech);
          return (
            <li key={`${fault.line} ${fault.id}`} className={styles.fault} data-testid={`fault-${fault.id}`}>
              <div className={styles.head}>
                <span className={styles.title}>{title}</span>
                <Button
                  className={styles.line}
                  size="small"
                  appearance="subtle"
                  aria-label={t("snippets.clinic.show_line", { line: fault.line, title })}
                  onClick={() => onShow(fault.line)}
                >
                  {t("snippets.clinic.line", { line: fault.line })}
                </Button>
              </div>
              <p className={styles.why}>{faultReason(fault, speech)}</p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
