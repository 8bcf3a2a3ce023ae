import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { CopyValue } from "../../components/CopyValue";
import { ArrowExport20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ConnectionView, RunView } from "../../ipc";
import { Evidence } from "./Evidence";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  facts: { margin: `${tokens.spacingVerticalS} 0 0` },
  quiet: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
});

/** A registration that stands: what it is, who made it, and what was seen of it. */
export function Keeping({ connection, run }: { connection: ConnectionView; run: RunView | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const format = useFormat();
  const { id: connectionId, clientId } = connection;
  return (
    <Page
      title={t("registration.title")}
      lead={t("registration.keep.lead", { domain: connection.tenantDomain })}
      actions={
        <Button
          icon={<ArrowExport20Regular />}
          onClick={() => go({ screen: "snippets", connectionId, call: { call: "register" } })}
        >
          {t("registration.make.export")}
        </Button>
      }
    >
      <Panel label={t("registration.keep.facts")}>
        <h2 className={styles.title}>{connection.appName}</h2>
        <p className={styles.quiet}>
          {run ? t("registration.keep.made", { date: format.moment(run.startedAt) }) : t("registration.keep.by_hand")}
        </p>
        <dl className={styles.facts}>
          {clientId && <CopyValue label={t("checklist.value.client_id")} value={clientId} />}
          <CopyValue label={t("checklist.value.tenant_id")} value={connection.tenantId} />
        </dl>
      </Panel>
      <Evidence connection={connection} />
    </Page>
  );
}
