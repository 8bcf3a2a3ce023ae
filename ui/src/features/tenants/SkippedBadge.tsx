import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";

const useStyles = makeStyles({
  badge: {
    flexShrink: 0,
    padding: `0 ${tokens.spacingHorizontalSNudge}`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
  },
});

/** Left out of looks and questions, and still a customer. */
export function SkippedBadge() {
  const styles = useStyles();
  const { t } = useWords();
  return <span className={styles.badge}>{t("tenants.skipped")}</span>;
}
