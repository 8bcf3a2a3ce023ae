import { Button } from "@fluentui/react-components";
import { Panel } from "../../../components/Panel";
import { StepHeading } from "../../../components/StepHeading";
import { useWords } from "../../../i18n";

interface BulkInvitationsProps {
  connectionId: string;
  tenantIds: string[];
  onClose(): void;
}

/** Invitations for many customers at once. Brings its own sheet. */
export default function BulkInvitations({ onClose }: BulkInvitationsProps) {
  const { t } = useWords();
  return (
    <Panel>
      <StepHeading>{t("invitations.title")}</StepHeading>
      <Button onClick={onClose}>{t("common.close")}</Button>
    </Panel>
  );
}
