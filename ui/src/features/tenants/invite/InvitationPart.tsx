import { useWords } from "../../../i18n";
import type { CustomerPanelView } from "../types";

interface InvitationPartProps {
  connectionId: string;
  customer: CustomerPanelView;
  /** Something was learnt or sent: the panel looks again. */
  onChanged(): void;
}

/** The invitation of one customer, a part of the customer's panel. Brings its own heading. */
export default function InvitationPart({ customer }: InvitationPartProps) {
  const { t } = useWords();
  return <h3>{customer.invitedAt ? t("tenants.invited") : t("invitations.title")}</h3>;
}
