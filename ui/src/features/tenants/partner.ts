import type { ConnectionView } from "../../ipc";

/** Whether a connection has customers: a partner's application, which reads at each of them by itself. */
export function hasBoard({ goal }: ConnectionView): boolean {
  return goal.tenancy === "customers" && goal.context === "application";
}
