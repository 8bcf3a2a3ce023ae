import type { ErrorReport, SweepView, SweptCustomer } from "../../../ipc";

/** What helps against a cause, beside asking again: consent of the customers, or a look at each of them. */
export type Help = "invite" | "look";

/** Customers that failed for one reason. */
export interface Cause {
  problem: ErrorReport;
  customers: SweptCustomer[];
  /** None where asking again is all there is to do. */
  help: Help | null;
}

/** Why customers failed, the most frequent cause first. */
export function causesOf({ failures, customers }: SweepView): Cause[] {
  const byTenant = new Map(customers.map((customer) => [customer.tenantId, customer]));
  return failures.map(({ problem, tenantIds }) => ({
    problem,
    customers: tenantIds.flatMap((tenantId) => byTenant.get(tenantId) ?? []),
    help: helpAgainst(problem),
  }));
}

/** A finding about consent is for the customer's administrator; what the service could not do now, it may do later. */
function helpAgainst({ finding, step, retryable }: ErrorReport): Help | null {
  if (finding && (step === "consent" || step === "permissions")) return "invite";
  return retryable ? null : "look";
}
