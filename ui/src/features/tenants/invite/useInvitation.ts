import { useCallback, useEffect, useState } from "react";
import { asReport, type ErrorReport, type Invitation, type InvitationChoice, useDoor } from "../../../ipc";

interface InvitationInHand {
  /** As it would be sent now; null until it was written. */
  invitation: Invitation | null;
  problem: ErrorReport | null;
  again(): void;
}

/** The invitation of one customer, written anew when its form or language changes. */
export function useInvitation(connectionId: string, tenantId: string, choice: InvitationChoice): InvitationInHand {
  const door = useDoor();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const [round, setRound] = useState(0);
  const { form, language } = choice;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks again
  useEffect(() => {
    let wanted = true;
    setProblem(null);
    door.invitation(connectionId, tenantId, { form, language }).then(
      (written) => wanted && setInvitation(written),
      (thrown) => wanted && setProblem(asReport(thrown)),
    );
    return () => {
      wanted = false;
    };
  }, [door, connectionId, tenantId, form, language, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { invitation: invitation?.tenantId === tenantId ? invitation : null, problem, again };
}
