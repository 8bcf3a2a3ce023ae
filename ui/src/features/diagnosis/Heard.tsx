import { makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { Quoted } from "../../components/Quoted";
import { useWords } from "../../i18n";
import type { Diagnosis } from "../../ipc";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  note: { margin: `${tokens.spacingVerticalXXS} 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
});

/** A text that nobody knows, whole, so that the person sees what was read. An ID has its own place. */
export function Heard({ diagnosis: { recognised, shown } }: { diagnosis: Diagnosis }) {
  const styles = useStyles();
  const { t } = useWords();
  if (!shown || recognised === "guid") return null;
  return (
    <Panel>
      <h3 className={styles.title}>{t("diagnosis.heard")}</h3>
      <p className={styles.note}>{t("diagnosis.heard_note")}</p>
      <Quoted text={shown} label={t("diagnosis.heard")} />
    </Panel>
  );
}
