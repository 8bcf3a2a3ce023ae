import type { Translate } from "../i18n";
import type { Key } from "../i18n/words";
import type { ConnectionView, ErrorReport } from "../ipc";

/**
 * The parameters of a report's words: what it carries, over what the connection already tells. Tenant and API are named
 * as the person knows them, not by their technical names.
 */
export function problemParams(
  report: ErrorReport,
  connection: ConnectionView | null,
  t: Translate,
): Record<string, string> {
  const carried = Object.fromEntries(Object.entries(report.params).filter(([, value]) => value !== ""));
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
    api: t(`common.api.${connection.goal.api}`),
  };
}

/** Where the words of a report are: those of Entra's number where it has them, or those of Handrail's own code. */
export function problemKey({ code, entry }: ErrorReport, part: "title" | "cause" | "action"): Key {
  // Rust tests that every number it names has its words.
  return (entry === null ? `errors.${code}.${part}` : `aadsts.${entry}.${part}`) as Key;
}

export type TraceLine = [
  name: "aadsts" | "http_status" | "correlation_id" | "trace_id" | "timestamp" | "detail",
  value: string,
];

/** What an admin needs to find the event in the sign-in logs, and the redacted message. */
export function traceLines({ trace, detail, params }: ErrorReport): TraceLine[] {
  const lines: [TraceLine[0], string | number | null | undefined][] = [
    ["aadsts", trace?.aadsts ? `AADSTS${trace.aadsts}` : null],
    ["http_status", trace?.httpStatus],
    ["correlation_id", trace?.correlationId],
    ["trace_id", trace?.traceId],
    ["timestamp", trace?.timestamp],
    ["detail", detail ?? params.message],
  ];
  return lines.flatMap(([name, value]) => (value ? [[name, String(value)] as TraceLine] : []));
}
