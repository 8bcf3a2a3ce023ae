import type { useWords } from "../i18n";
import type { Key } from "../i18n/words";
import type { Api, ConnectionView, ErrorReport, Trace } from "../ipc";

type Speech = ReturnType<typeof useWords>;
/** The APIs as the portal calls them, in which Rust names one that need not be the connection's. */
const PORTAL_NAMES: Record<string, Api> = {
  "Microsoft Graph": "graph",
  "Microsoft Threat Protection": "xdr",
  WindowsDefenderATP: "mde",
};

type Said = Pick<ErrorReport, "code" | "entry" | "params">;

/**
 * The parameters of a report's words: what it carries, over what the connection already tells. Tenant and API are named
 * as the person knows them, not by their technical names.
 */
export function problemParams(
  given: ErrorReport["params"],
  connection: ConnectionView | null,
  t: Speech["t"],
): Record<string, string> {
  const carried = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  if (!connection) return carried;
  const permissions = connection.permissions.join(", ");
  return {
    domain: connection.tenantDomain,
    tenant_id: connection.tenantId,
    permissions,
    permission: permissions,
    redirect_uri: "http://localhost",
    ...(connection.clientId ? { client_id: connection.clientId } : {}),
    ...(connection.account ? { user: connection.account } : {}),
    ...carried,
    tenant: connection.name,
    api: t(`common.api.${PORTAL_NAMES[carried.api ?? ""] ?? connection.goal.api}`),
  };
}

/**
 * Title, cause and action of a report: in the words of the catalogue's number where the report names one, else in those
 * of its code.
 */
export function problemWords({ code, entry, params }: Said, connection: ConnectionView | null, { t, has }: Speech) {
  const values = problemParams(params, connection, t);
  const word = (part: "title" | "cause" | "action"): string => {
    const own = `aadsts.${entry}.${part}`;
    return has(own) ? t(own) : t(`errors.${code}.${part}` as Key, values);
  };
  return { title: word("title"), cause: word("cause"), action: word("action") };
}

export type TraceLine = [
  name: "aadsts" | "http_status" | "correlation_id" | "trace_id" | "timestamp" | "detail",
  value: string,
];

/** What an admin needs to find the event in the sign-in logs, and the redacted message. */
export function traceLines(trace: Trace | null, message?: string | null): TraceLine[] {
  const lines: [TraceLine[0], string | number | null | undefined][] = [
    ["aadsts", trace?.aadsts ? `AADSTS${trace.aadsts}` : null],
    ["http_status", trace?.httpStatus],
    ["correlation_id", trace?.correlationId],
    ["trace_id", trace?.traceId],
    ["timestamp", trace?.timestamp],
    ["detail", message],
  ];
  return lines.flatMap(([name, value]) => (value ? [[name, String(value)] as TraceLine] : []));
}
