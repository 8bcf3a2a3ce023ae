import { Button, makeStyles, mergeClasses, Tab, TabList, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useCopy } from "../../components/CopyValue";
import { Copy20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ClinicReport } from "../../ipc";
import { Difference } from "./Difference";
import { FaultList } from "./FaultList";
import { ScriptText } from "./ScriptText";

const useStyles = makeStyles({
  head: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalL },
  words: { flex: "1 1 320px", minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  body: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 3fr) minmax(260px, 2fr)",
    gap: tokens.spacingHorizontalL,
    alignItems: "start",
    marginTop: tokens.spacingVerticalM,
  },
  alone: { gridTemplateColumns: "minmax(0, 1fr)" },
  blanks: { margin: `${tokens.spacingVerticalS} 0 0`, overflowWrap: "anywhere" },
  tabs: { marginBottom: tokens.spacingVerticalS },
});

type View = "yours" | "corrected" | "difference";

/** The script clinic: the script with its faults marked, why each is one, and the script as it should be. */
export default function Clinic({ report }: { report: ClinicReport }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const { said, copy } = useCopy();
  const [view, setView] = useState<View>("yours");
  const [line, setLine] = useState<number | null>(null);
  const { faults, language } = report;
  const sick = faults.length > 0;
  const name = t(`snippets.clinic.language.${language}`);
  const show = (at: number) => {
    setView("yours");
    setLine(at);
  };
  return (
    <Panel>
      <div className={styles.head}>
        <div className={styles.words}>
          <h3 className={styles.title} data-testid="clinic" data-faults={faults.length}>
            {sick
              ? t("snippets.clinic.count", { count: faults.length, language: name })
              : t("snippets.clinic.none", { language: name })}
          </h3>
          <p className={styles.body}>{t(sick ? "snippets.clinic.body" : "snippets.clinic.none_body")}</p>
        </div>
        {sick && (
          <div className={styles.actions}>
            <Button
              appearance="primary"
              icon={<Copy20Regular />}
              data-testid="clinic-copy"
              onClick={() => copy(report.corrected)}
            >
              <span role="status">{t(said === "copied" ? "common.copied" : "snippets.clinic.copy")}</span>
            </Button>
          </div>
        )}
      </div>
      {report.placeholders.length > 0 && (
        <p className={styles.blanks}>
          {t("snippets.clinic.placeholders", {
            names: format.list([...new Set(report.placeholders.map(({ text }) => text))]),
          })}
        </p>
      )}
      <div className={mergeClasses(styles.columns, !sick && styles.alone)}>
        <div>
          {sick && (
            <TabList
              className={styles.tabs}
              size="small"
              aria-label={t("snippets.clinic.views")}
              selectedValue={view}
              onTabSelect={(_, { value }) => setView(value as View)}
            >
              {(["yours", "corrected", "difference"] as const).map((one) => (
                <Tab key={one} value={one} data-testid={`clinic-${one}`}>
                  {t(`snippets.clinic.${one}`)}
                </Tab>
              ))}
            </TabList>
          )}
          {view === "yours" && <ScriptText text={report.shown} faults={faults} at={line} />}
          {view === "corrected" && <ScriptText text={report.corrected} />}
          {view === "difference" && <Difference before={report.shown} after={report.corrected} />}
        </div>
        {sick && <FaultList faults={faults} onShow={show} />}
      </div>
    </Panel>
  );
}
