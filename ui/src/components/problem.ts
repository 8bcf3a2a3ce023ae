import type { Translate } from "../i18n";
import type { ConnectionView, ErrorReport, Trace } from "../ipc";

/** The parameters of a report's words: what it carries, over what the connection already tells. */
export function problemParams(
  report: ErrorReport,
  connection: ConnectionView | null,
  t: Translate,
): Record<string, string> {
  if (!connection) return report.params;
  const permissions = connection.permissions.join(", ");
  return {
    tenant: connection.name,
    domain: connection.tenantDomain,
    tenant_id: connection.tenantId,
    client_id: connection.clientId ?? "",
    api: t(`common.api.${connection.goal.api}`),
    permissions,
    permission: permissions,
    redirect_uri: "http://localhost",
    ...(connection.account ? { user: connection.account } : {}),
    ...report.params,
  };
}

export type TraceLine = [
  name: "aadsts" | "http_status" | "correlation_id" | "trace_id" | "timestamp" | "detail",
  value: string,
];

/** What an admin needs to find the event in the sign-in logs, and the redacted message. */
export function traceLines(trace: Trace | null, detail: string | null): TraceLine[] {
  const lines: [TraceLine[0], string | number | null | undefined][] = [
    ["aadsts", trace?.aadsts ? `AADSTS${trace.aadsts}` : null],
    ["http_status", trace?.httpStatus],
    ["correlation_id", trace?.correlationId],
    ["trace_id", trace?.traceId],
    ["timestamp", trace?.timestamp],
    ["detail", detail],
  ];
  return lines.flatMap(([name, value]) => (value ? [[name, String(value)] as TraceLine] : []));
}
