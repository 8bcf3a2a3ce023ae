import { makeStyles, tokens } from "@fluentui/react-components";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../i18n";
import type { HuntingLimits } from "../../ipc";

const useStyles = makeStyles({
  limits: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, flexShrink: 0 },
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalXL },
});

/** What an answer is bounded by, and how to stay within. */
export function Limits({ limits }: { limits: HuntingLimits }) {
  const styles = useStyles();
  const { t } = useWords();
  const { days, rows, megabytes, seconds, perMinute } = limits;
  return (
    <Disclosure title={t("hunting.limits.title")} className={styles.limits}>
      <ul className={styles.list}>
        <li>{t("hunting.limits.days", { days })}</li>
        <li>{t("hunting.limits.rows", { rows, megabytes })}</li>
        <li>{t("hunting.limits.time", { seconds })}</li>
        <li>{t("hunting.limits.rate", { count: perMinute })}</li>
        <li>{t("hunting.limits.help")}</li>
      </ul>
    </Disclosure>
  );
}
