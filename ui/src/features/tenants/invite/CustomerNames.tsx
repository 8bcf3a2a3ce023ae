import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { CustomerBrief } from "../../../ipc";

/** Nobody reads a thousand names here; the board has them all. */
const SHOWN = 100;

const useStyles = makeStyles({
  names: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    listStyleType: "none",
    columns: "220px",
    columnGap: tokens.spacingHorizontalL,
    "& li": { overflowWrap: "anywhere", breakInside: "avoid" },
  },
  domain: { color: tokens.colorNeutralForeground2 },
});

/** Customers by what people call them, with the domain where that is something else. */
export function CustomerNames({ customers }: { customers: CustomerBrief[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const rest = customers.length - SHOWN;
  return (
    <ul className={styles.names}>
      {customers.slice(0, SHOWN).map(({ tenantId, name, domain }) => (
        <li key={tenantId}>
          {name ?? domain}
          {name && <span className={styles.domain}> · {domain}</span>}
        </li>
      ))}
      {rest > 0 && <li>{t("invitations.and_more", { number: format.number(rest) })}</li>}
    </ul>
  );
}
