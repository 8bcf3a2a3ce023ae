import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../i18n";
import type { Severity } from "../ipc";
import { TONE } from "./severity";

const useStyles = makeStyles({
  dot: {
    display: "inline-block",
    width: "10px",
    height: "10px",
    borderRadius: "50%",
    marginRight: tokens.spacingHorizontalS,
  },
});

/** The colour of a severity; the word stands beside it. */
export function SeverityDot({ severity }: { severity: Severity }) {
  const styles = useStyles();
  return <span className={styles.dot} style={{ backgroundColor: TONE[severity] }} />;
}

/** A severity in colour and in words. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const { t } = useWords();
  return (
    <>
      <SeverityDot severity={severity} />
      {t(`defender.severity.${severity}`)}
    </>
  );
}
