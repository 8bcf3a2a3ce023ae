import { makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled, ErrorCircle20Filled, QuestionCircle20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import type { Signature, TokenCheck } from "../../ipc";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  check: { display: "flex", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} 0` },
  good: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  bad: { flexShrink: 0, color: tokens.colorPaletteRedForeground1 },
  unsure: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  title: { fontWeight: tokens.fontWeightSemibold },
  state: { color: tokens.colorNeutralForeground2 },
  why: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

/** Each check with its outcome; where one cannot be made, why. */
export function Checks({ checks, signature }: { checks: TokenCheck[]; signature: Signature }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <ul className={styles.list}>
      {checks.map((check) => (
        <li
          key={check.id}
          className={styles.check}
          data-testid={`check-${check.id}`}
          data-passed={String(check.passed)}
        >
          {check.passed === true && <CheckmarkCircle20Filled className={styles.good} />}
          {check.passed === false && <ErrorCircle20Filled className={styles.bad} />}
          {check.passed === null && <QuestionCircle20Regular className={styles.unsure} />}
          <div>
            <span className={styles.title}>{t(`token.check.${check.id}`)}</span>{" "}
            <span className={styles.state}>
              {t(check.passed === null ? "token.unchecked" : check.passed ? "token.passed" : "token.failed")}
            </span>
            <Why check={check} signature={signature} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Why({ check, signature }: { check: TokenCheck; signature: Signature }) {
  const styles = useStyles();
  const { t } = useWords();
  const { id, passed, params } = check;
  if (passed === null) {
    const key = id !== "signature" ? "other" : signature === "unknown-key" ? "unknown_key" : "signature";
    return <div className={styles.why}>{t(`token.why_not.${key}`)}</div>;
  }
  if (passed) return null;
  const { expected, actual } = params;
  return (
    <div className={styles.why}>
      {expected && <div>{t("token.expected", { expected })}</div>}
      {actual && <div>{t("token.actual", { actual })}</div>}
    </div>
  );
}
