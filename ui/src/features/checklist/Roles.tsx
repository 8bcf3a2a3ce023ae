import { makeStyles, tokens } from "@fluentui/react-components";
import { Person20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { EntraRole } from "../../ipc";

const useStyles = makeStyles({
  line: {
    display: "flex",
    gap: tokens.spacingHorizontalS,
    margin: `${tokens.spacingVerticalM} 0 0`,
    color: tokens.colorNeutralForeground2,
  },
  icon: { flexShrink: 0 },
  roles: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** Who can do a step: the least role that is enough. */
export function Roles({ roles }: { roles: EntraRole[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  if (roles.length === 0) return null;
  return (
    <p className={styles.line}>
      <Person20Regular className={styles.icon} aria-hidden="true" />
      <span>
        {t("checklist.roles.who")}{" "}
        <span className={styles.roles}>{format.list(roles.map((role) => t(`checklist.roles.${role}`)))}</span>
        {". "}
        {t("checklist.roles.enough")}
      </span>
    </p>
  );
}
