import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { Delete20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
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
  const removing = useTask();
  const [asking, setAsking] = useState(false);
  const remove = () =>
    removing.run(async () => {
      await door.removeCustomers(connectionId, tenantIds);
      setAsking(false);
      onRemoved();
    });
  const title = name
    ? t("tenants.remove.title_named", { name })
    : t("tenants.remove.title", { count: tenantIds.length });
  return (
    <Dialog open={asking} modalType="alert" onOpenChange={(_, { open }) => setAsking(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" icon={<Delete20Regular />} data-testid="remove-customers">
          {t("tenants.remove.action")}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {t("tenants.remove.body")}
            {removing.problem && <ProblemCard report={removing.problem} onRetry={remove} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t("common.cancel")}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabled={removing.busy} data-testid="confirm-removal" onClick={remove}>
              {t("tenants.remove.action")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
