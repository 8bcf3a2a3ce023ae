import type { ErrorCode, ErrorReport } from "../../ipc";

const ABOUT_CLIENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "setup_client_unknown",
  "setup_client_not_cleared",
  "client_id_is_tenant_id",
]);

/** Is it put right by naming another set-up app? What is asked for otherwise is a step of the checklist. */
export function isAboutClient({ code }: ErrorReport): boolean {
  return ABOUT_CLIENT.has(code);
}
