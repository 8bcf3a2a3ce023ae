import type { ConnectionView, ListQuery, SnippetCall } from "../../ipc";

/** What can be chosen: what was on screen comes first. */
export type CallName = "on_screen" | "incidents" | "alerts" | "token";

/** The calls that a connection has. Defender for Endpoint has alerts and no incidents. */
export function callsOf(connection: ConnectionView, onScreen: SnippetCall | undefined): CallName[] {
  const lists: CallName[] = connection.goal.api === "mde" ? ["alerts"] : ["incidents", "alerts"];
  return [...(onScreen ? (["on_screen"] as const) : []), ...lists, "token"];
}

export function callOf(name: CallName, onScreen: SnippetCall | undefined): SnippetCall {
  switch (name) {
    case "on_screen":
      return onScreen ?? { call: "token" };
    case "token":
      return { call: "token" };
    default:
      return { call: "list", query: lastHours(name) };
  }
}

/** Everything of the last two days. */
function lastHours(kind: "incidents" | "alerts"): ListQuery {
  return { kind, hours: 48 };
}
