import { Button } from "@fluentui/react-components";
import { AskFirst } from "../../components/AskFirst";
import { Delete20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { useDoor } from "../../ipc";

interface RemoveCustomersProps {
  connectionId: string;
  tenantIds: string[];
  /** Names the one customer, where it is one. */
  name?: string;
  onRemoved(): void;
}

/** Takes customers from the board, after asking. */
export function RemoveCustomers({ connectionId, tenantIds, name, onRemoved }: RemoveCustomersProps) {
  const { t } = useWords();
  const door = useDoor();
  const remove = t("tenants.remove.action");
  return (
    <AskFirst
      button={
        <Button size="small" icon={<Delete20Regular />} data-testid="remove-customers">
          {remove}
        </Button>
      }
      title={name ? t("tenants.remove.title_named", { name }) : t("tenants.remove.title", { count: tenantIds.length })}
      body={t("tenants.remove.body")}
      sure={remove}
      sureTestId="confirm-removal"
      act={() => door.removeCustomers(connectionId, tenantIds)}
      onDone={onRemoved}
    />
  );
}
