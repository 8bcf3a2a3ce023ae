import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import type { Claim } from "../../ipc";

const useStyles = makeStyles({
  table: {
    width: "100%",
    borderCollapse: "collapse",
    tableLayout: "fixed",
    "& th, & td": {
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
      textAlign: "left",
      verticalAlign: "top",
      overflowWrap: "anywhere",
    },
    "& thead th": { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
    "& tbody tr": { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
    "& th:first-child": { width: "18%" },
    "& th:nth-child(2)": { width: "42%" },
  },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
  },
  meaning: { color: tokens.colorNeutralForeground2 },
});

/** All claims, with a plain sentence for those that are known. */
export function Claims({ claims }: { claims: Claim[] }) {
  const styles = useStyles();
  const { t, has } = useWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("token.claim")}</th>
          <th scope="col">{t("token.value")}</th>
          <th scope="col">{t("token.meaning")}</th>
        </tr>
      </thead>
      <tbody>
        {claims.map(({ name, value }) => {
          const known = `token.meaning_of.${name}`;
          return (
            <tr key={name}>
              <th scope="row" className={styles.mono}>
                {name}
              </th>
              <td className={styles.mono}>{value}</td>
              <td className={styles.meaning}>{has(known) && t(known)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
