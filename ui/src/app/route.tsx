import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { CustomerView, DeviceSignInAttempt, SignInAttempt, SnippetCall, StepId } from "../ipc";

/** Where the person is. Screens about one connection name it; the others do not. */
export type Route =
  | { screen: "home" }
  /** `tenant` is the domain or the ID to begin with, where it is known already. */
  | { screen: "setup"; place?: "practice" | "own"; tenant?: string }
  | { screen: "checklist"; connectionId: string; step?: StepId }
  /** The registration of a connection: made by Handrail, and looked after. */
  | { screen: "registration"; connectionId: string }
  /** `afterwards` is where the person was on the way to something; without it, the checklist shows what was proved. */
  | { screen: "sign_in"; connectionId: string; attempt: SignInAttempt; afterwards?: Route }
  | { screen: "device_sign_in"; connectionId: string; attempt: DeviceSignInAttempt; afterwards?: Route }
  | { screen: "token"; connectionId: string | null }
  /** `question` is the id of a ready one. */
  | { screen: "incidents"; connectionId: string | null; read?: boolean; question?: string }
  /** `customer` is whose it is, where it is not the connection's own: tenants number their incidents alike. */
  | { screen: "incident"; connectionId: string; incidentId: string; customer?: CustomerView }
  /** `text` is a query to begin with; with `run` it is run at once. With `customer`, it is asked in that tenant. */
  | { screen: "hunting"; connectionId: string | null; text?: string; run?: boolean; customer?: CustomerView }
  /** `tenantId` is the customer to begin with. */
  | { screen: "customers"; connectionId: string; tenantId?: string }
  /** One question to many customers: to those named, or to all that are not skipped. */
  | { screen: "sweep"; connectionId: string; tenantIds?: string[] }
  /** `paste` counts the pastes made outside a field: each one asks what the clipboard holds. */
  | { screen: "diagnosis"; connectionId: string | null; paste?: number }
  /** `call` is what was on screen, where the person came from there. */
  | { screen: "snippets"; connectionId: string | null; call?: SnippetCall }
  /** What is handed on about a connection, or about all; `from` is where the person was stuck. */
  | { screen: "support"; connectionId: string | null; from?: Route }
  | { screen: "settings" };

interface Routing {
  route: Route;
  go(route: Route): void;
}

const RouteContext = createContext<Routing | null>(null);

export function RouteProvider({ start = { screen: "home" }, children }: { start?: Route; children: ReactNode }) {
  const [route, setRoute] = useState<Route>(start);
  const go = useCallback((next: Route) => setRoute(next), []);
  const routing = useMemo(() => ({ route, go }), [route, go]);
  return <RouteContext value={routing}>{children}</RouteContext>;
}

export function useRoute(): Routing {
  const routing = useContext(RouteContext);
  if (!routing) throw new Error("no RouteProvider above this component");
  return routing;
}
