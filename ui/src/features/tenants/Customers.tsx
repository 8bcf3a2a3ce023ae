import { Button, Spinner } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { PlugsDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { useWords } from "../../i18n";
import { BoardScreen } from "./BoardScreen";

interface CustomersProps {
  connectionId: string;
  /** The customer to begin with. */
  tenantId?: string | null;
}

/** The customers of a partner's connection, and how far the consent of each is. */
export default function Customers({ connectionId, tenantId = null }: CustomersProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId);
  if (connection) return <BoardScreen key={connection.id} {...{ connection, tenantId }} />;
  return (
    <Page title={t("tenants.title")}>
      {connections === null ? (
        <Spinner delay={300} />
      ) : (
        <Empty picture={<PlugsDrawing />} title={t("defender.none_title")} body={t("tenants.no_partner")}>
          <Button appearance="primary" onClick={() => go({ screen: "setup" })}>
            {t("app.nav.setup")}
          </Button>
        </Empty>
      )}
    </Page>
  );
}
