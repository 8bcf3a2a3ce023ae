import { Button } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { Page } from "../../../components/Page";
import { useWords } from "../../../i18n";

interface SweepScreenProps {
  connectionId: string;
  /** Whom to ask; without it, all that are not skipped. */
  tenantIds?: string[];
}

/** One question to many customers. */
export default function SweepScreen({ connectionId }: SweepScreenProps) {
  const { t } = useWords();
  const { go } = useRoute();
  return (
    <Page title={t("sweep.title")}>
      <Button onClick={() => go({ screen: "customers", connectionId })}>{t("tenants.title")}</Button>
    </Page>
  );
}
