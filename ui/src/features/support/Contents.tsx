import { makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { MaskKind, SupportPreview } from "../../ipc";

const useStyles = makeStyles({
  contents: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, color: tokens.colorNeutralForeground1 },
  words: { margin: 0 },
  chips: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyle: "none",
  },
  chip: {
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

/** What is in the text, in plain words: how much of each, and what stands in the place of what. */
export function Contents({ preview }: { preview: SupportPreview }) {
  const styles = useStyles();
  const { t } = useWords();
  const { counts, masked } = preview;
  const kinds = new Map<MaskKind, number>();
  for (const { kind } of masked) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return (
    <Panel className={styles.contents}>
      <h2 className={styles.heading}>{t("support.contents")}</h2>
      <ul className={styles.list} data-testid="support-counts">
        <li>{t("support.program")}</li>
        <li>{t("support.connections", { count: counts.connections })}</li>
        <li>{t("support.steps", { count: counts.steps })}</li>
        <li>
          {t("support.exchanges", { count: counts.exchanges })}
          {counts.failed > 0 && ` ${t("support.failed", { count: counts.failed })}`}
        </li>
        <li>{t("support.findings", { count: counts.findings })}</li>
        <li>{t("support.log_lines", { count: counts.logLines })}</li>
      </ul>
      <h2 className={styles.heading}>{t("support.masked")}</h2>
      {kinds.size === 0 ? (
        <p className={styles.words}>{t("support.masked_none")}</p>
      ) : (
        <ul className={styles.chips}>
          {[...kinds].map(([kind, count]) => (
            <li key={kind} className={styles.chip}>
              {t("support.chip", { kind: t(`support.kind.${kind}`), count })}
            </li>
          ))}
        </ul>
      )}
      <h2 className={styles.heading}>{t("support.never")}</h2>
      <p className={styles.words}>{t("support.never_body")}</p>
    </Panel>
  );
}
