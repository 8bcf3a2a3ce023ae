import { Button } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { BoardDrawing } from "../../components/drawings";
import { useWords } from "../../i18n";
import { hasBoard } from "../tenants/partner";
import { Door } from "./Door";

interface CustomersDoorProps {
  /** It is what somebody most likely came for. */
  first: boolean;
}

/** Opens the board of a partner's connection; otherwise says what it is for, and how one gets there. */
export function CustomersDoor({ first }: CustomersDoorProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections, current } = useSession();
  const partners = (connections ?? []).filter(hasBoard);
  const partner = partners.find((one) => one.id === current?.id) ?? partners[0];
  return (
    <Door
      title={t("tenants.home.title")}
      body={partner ? t("tenants.home.body_ready", { name: partner.name }) : t("tenants.home.body")}
      picture={<BoardDrawing />}
      action={
        <Button
          appearance={first ? "primary" : "secondary"}
          data-testid="home-customers"
          onClick={() => go(partner ? { screen: "customers", connectionId: partner.id } : { screen: "setup" })}
        >
          {t(partner ? "tenants.home.open" : "tenants.home.start")}
        </Button>
      }
    />
  );
}
