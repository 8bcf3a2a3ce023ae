import { makeStyles, tokens } from "@fluentui/react-components";
import { CopyValue } from "../../../components/CopyValue";
import { Panel } from "../../../components/Panel";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { ConnectionView, RunView } from "../../../ipc";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  facts: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    "& > div": { flexWrap: "wrap", rowGap: 0, paddingTop: tokens.spacingVerticalS },
  },
  quiet: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
});

/** What is registered, and who did it. */
export function Facts({ connection, run }: { connection: ConnectionView; run: RunView | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  // Of what was there before, a run says only what it changed.
  const made = run !== null && !run.choices.repair;
  return (
    <Panel label={t("registration.keep.facts")}>
      <h2 className={styles.title}>{connection.appName}</h2>
      <p className={styles.quiet}>
        {made ? t("registration.keep.made", { date: format.moment(run.startedAt) }) : t("registration.keep.by_hand")}
      </p>
      <dl className={styles.facts}>
        {connection.clientId && <CopyValue label={t("checklist.value.client_id")} value={connection.clientId} />}
        <CopyValue label={t("checklist.value.tenant_id")} value={connection.tenantId} />
      </dl>
    </Panel>
  );
}
