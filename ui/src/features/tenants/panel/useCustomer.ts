import { useCallback, useEffect, useState } from "react";
import { asReport, type CustomerPanelView, type ErrorReport, useDoor } from "../../../ipc";

interface CustomerInHand {
  customer: CustomerPanelView | null;
  problem: ErrorReport | null;
  reload(): Promise<void>;
}

/** What is known of a customer, asked for again with each change of the board. */
export function useCustomer(connectionId: string, tenantId: string, revision: number): CustomerInHand {
  const door = useDoor();
  const [customer, setCustomer] = useState<CustomerPanelView | null>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const reload = useCallback(async () => {
    try {
      setCustomer(await door.customer(connectionId, tenantId));
      setProblem(null);
    } catch (thrown) {
      setProblem(asReport(thrown));
    }
  }, [door, connectionId, tenantId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision may know more
  useEffect(() => void reload(), [reload, revision]);
  return { customer, problem, reload };
}
