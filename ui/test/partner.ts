/** A partner's window on the screen that asks customers, for the tests of its parts. */
import type { Route } from "../src/app/route";
import type { BoardView } from "../src/ipc";
import { checklist, connection } from "../src/ipc/fake";

const PARTNER = connection({
  id: "partner",
  name: "Fabrikam",
  goal: { api: "graph", context: "application", tenancy: "customers" },
});
export const LISTS = [checklist(PARTNER, ["tenant", "register"])];
export const HERE: Route = { screen: "sweep", connectionId: "partner" };
/** A board of 1,000 customers, 40 of them skipped, at which these permissions are wanted. */
export function board(permissions: string[], part: Partial<BoardView> = {}) {
  return async (): Promise<BoardView> => ({
    resultId: "partner/customers",
    total: 1000,
    skipped: 40,
    counts: [
      { state: "consented", count: 880 },
      { state: "no-app", count: 60 },
      { state: "unknown", count: 20 },
    ],
    wanted: permissions.map((permission) => ({ api: "graph", purpose: "incidents", permission })),
    watching: false,
    nextLook: null,
    lastLook: null,
    changed: 0,
    problem: null,
    ...part,
  });
}

/** Incidents and alerts may be read. */
export const READS = board(["SecurityIncident.Read.All", "SecurityAlert.Read.All"]);
/** Incidents may be read, and queries asked. */
export const HUNTS = board(["SecurityIncident.Read.All", "ThreatHunting.Read.All"]);
