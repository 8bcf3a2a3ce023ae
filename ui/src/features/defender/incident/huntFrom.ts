import type { IncidentDetails } from "../../../ipc";

/** How long before the first and after the last alert is looked at, in milliseconds. */
const AROUND = 3_600_000;

/** A text of KQL between quotes. */
function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** The time of the alerts with an hour on both sides; of the incident itself where it has none. */
function between({ alerts, created, updated }: IncidentDetails): string {
  const listed = alerts.flatMap(({ time, last }) => [time, last ?? time]);
  const times = (listed.length > 0 ? listed : [created, updated])
    .map((time) => Date.parse(time))
    .filter(Number.isFinite);
  const moment = (time: number) => `datetime(${new Date(time).toISOString()})`;
  return `${moment(Math.min(...times) - AROUND)} .. ${moment(Math.max(...times) + AROUND)}`;
}

function query(table: string, column: string, values: string[], shown: string, details: IncidentDetails): string {
  return [
    table,
    `| where Timestamp between (${between(details)})`,
    `| where ${column} in~ (${values.map(quoted).join(", ")})`,
    `| project ${shown}`,
    "| top 1000 by Timestamp desc",
  ].join("\n");
}

/** What can be asked about an incident's devices and people, as queries to go on with. */
export function huntsFrom(details: IncidentDetails): { about: "processes" | "network" | "sign_ins"; text: string }[] {
  const devices = details.devices.map(({ name }) => name);
  const people = details.users.map(({ name }) => name).filter((name) => name.includes("@"));
  return [
    ...(devices.length > 0
      ? [
          {
            about: "processes" as const,
            text: query(
              "DeviceProcessEvents",
              "DeviceName",
              devices,
              "Timestamp, DeviceName, AccountName, FileName, ProcessCommandLine, InitiatingProcessFileName",
              details,
            ),
          },
          {
            about: "network" as const,
            text: query(
              "DeviceNetworkEvents",
              "DeviceName",
              devices,
              "Timestamp, DeviceName, RemoteUrl, RemoteIP, RemotePort, InitiatingProcessFileName",
              details,
            ),
          },
        ]
      : []),
    ...(people.length > 0
      ? [
          {
            about: "sign_ins" as const,
            text: query(
              "IdentityLogonEvents",
              "AccountUpn",
              people,
              "Timestamp, AccountUpn, ActionType, Application, DeviceName, IPAddress",
              details,
            ),
          },
        ]
      : []),
  ];
}
