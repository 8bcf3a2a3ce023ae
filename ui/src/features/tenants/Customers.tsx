import { Button } from "@fluentui/react-components";
import { lazy, Suspense, useState } from "react";
import { useSession } from "../../app/session";
import { BoardDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { useWords } from "../../i18n";

const AddCustomers = lazy(() => import("./invite/AddCustomers"));

/** The customers of a partner's connection, and how far the consent of each is. */
export default function Customers({ connectionId }: { connectionId: string }) {
  const { t } = useWords();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId);
  const [adding, setAdding] = useState(false);
  return (
    <Page title={t("tenants.title")} lead={connection && t("tenants.lead", { name: connection.name })} wide>
      {adding ? (
        <Suspense fallback={null}>
          <AddCustomers connectionId={connectionId} onDone={() => setAdding(false)} onClose={() => setAdding(false)} />
        </Suspense>
      ) : (
        <Empty picture={<BoardDrawing />} title={t("tenants.empty.title")} body={t("tenants.empty.body")}>
          <Button appearance="primary" data-testid="add-customers" onClick={() => setAdding(true)}>
            {t("tenants.empty.add")}
          </Button>
        </Empty>
      )}
    </Page>
  );
}
