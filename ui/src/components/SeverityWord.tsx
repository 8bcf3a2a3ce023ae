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

/** A severity in colour and in words. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <>
      <span className={styles.dot} style={{ backgroundColor: TONE[severity] }} />
      {t(`defender.severity.${severity}`)}
    </>
  );
}
