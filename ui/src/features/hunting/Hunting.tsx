import { Button } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { PlugsDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { useWords } from "../../i18n";
import type { CustomerView } from "../../ipc";
import { Bench } from "./Bench";

interface HuntingProps {
  connectionId: string | null;
  /** A query that the person comes with. */
  text?: string;
  /** Runs that query at once: the person asked for its answer. */
  run?: boolean;
  /** In whose tenant, where it is not the connection's own. */
  customer?: CustomerView | null;
}

export default function Hunting({ connectionId, text, run = false, customer = null }: HuntingProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  if (connection) {
    return <Bench {...{ connection, customer }} runAtOnce={run} {...(text === undefined ? {} : { brought: text })} />;
  }
  return (
    <Page title={t("hunting.title")} lead={t("hunting.lead")}>
      <Empty picture={<PlugsDrawing />} title={t("hunting.none_title")} body={t("hunting.none_body")}>
        <Button appearance="primary" onClick={() => go({ screen: "setup" })}>
          {t("app.nav.setup")}
        </Button>
      </Empty>
    </Page>
  );
}
