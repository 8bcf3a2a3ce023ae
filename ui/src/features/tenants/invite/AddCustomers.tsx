import { Button } from "@fluentui/react-components";
import { Panel } from "../../../components/Panel";
import { StepHeading } from "../../../components/StepHeading";
import { useWords } from "../../../i18n";
import type { CustomerBrief } from "../../../ipc";

interface AddCustomersProps {
  connectionId: string;
  /** They are on the board now. */
  onDone(added: CustomerBrief[]): void;
  onClose(): void;
}

/** Adds customers by their domains. Brings its own sheet. */
export default function AddCustomers({ onClose }: AddCustomersProps) {
  const { t } = useWords();
  return (
    <Panel>
      <StepHeading>{t("tenants.empty.add")}</StepHeading>
      <Button onClick={onClose}>{t("common.close")}</Button>
    </Panel>
  );
}
