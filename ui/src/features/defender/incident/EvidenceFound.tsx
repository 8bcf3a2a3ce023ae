import { makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../../components/Panel";
import { useResultWords } from "../../../components/table/words";
import { useWords } from "../../../i18n";
import type { AlertEvidence } from "../../../ipc";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  scroll: { overflowX: "auto" },
  table: {
    width: "100%",
    marginTop: tokens.spacingVerticalS,
    borderCollapse: "collapse",
    "& th, & td": {
      textAlign: "left",
      verticalAlign: "top",
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    "& thead th": { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  },
  found: { overflowWrap: "anywhere", fontWeight: tokens.fontWeightRegular },
  detail: {
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase100,
    overflowWrap: "anywhere",
    userSelect: "text",
  },
});

/** Files, processes, addresses and what else was found. */
export function EvidenceFound({ evidence }: { evidence: AlertEvidence[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  if (evidence.length === 0) return null;
  return (
    <Panel label={t("defender.incident.evidence")}>
      <h2 className={styles.title}>{t("defender.incident.evidence")}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("defender.incident.found")}</th>
            <th scope="col">{t("defender.incident.kind")}</th>
            <th scope="col">{t("defender.incident.verdict")}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.map((one) => (
            <tr key={`${one.kind} ${one.title} ${one.detail} ${one.sha256}`}>
              <th scope="row" className={styles.found}>
                {one.title}
                {[one.detail, one.sha256].filter(Boolean).map((line) => (
                  <div key={line} className={styles.detail}>
                    {line}
                  </div>
                ))}
              </th>
              <td>{t(`defender.evidence.${one.kind}`)}</td>
              <td>{one.verdict && words.value("verdict", one.verdict)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
