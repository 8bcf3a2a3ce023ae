/** The page of one incident without a desktop, and changes that stay as long as the door does. */
import type { AlertEvidence, Change, ChangePreview, Difference, IncidentDetails, StoryAlert } from "../bindings";

const ALERTS: [time: string, title: string, category: string, technique: string][] = [
  ["15:51", "Phishing mail delivered", "InitialAccess", "T1566"],
  ["16:04", "Office spawned PowerShell", "Execution", "T1059"],
  ["16:09", "Credentials read from memory", "CredentialAccess", "T1003"],
  ["17:22", "Remote logon to srv-files-02", "LateralMovement", "T1021"],
];

const TECHNIQUES: Record<string, string> = {
  T1566: "Phishing",
  T1059: "Command and Scripting Interpreter",
  T1003: "OS Credential Dumping",
  T1021: "Remote Services",
};

function alert([time, title, category, technique]: (typeof ALERTS)[number], at: number): StoryAlert {
  return {
    id: `alert-${at}`,
    title,
    severity: "high",
    time: `2026-11-20T${time}:00Z`,
    last: `2026-11-20T${time}:30Z`,
    category,
    techniques: [technique],
    devices: at > 1 ? ["srv-files-02"] : ["pc-ana"],
    users: ["ana@contoso.com"],
    description: "Somebody opened a mail that was not what it seemed to be.",
    status: at === 0 ? "resolved" : "active",
    assignedTo: null,
    classification: null,
    determination: null,
    source: "microsoftDefenderForEndpoint",
  };
}

function evidence(kind: AlertEvidence["kind"], title: string, detail: string | null, alerts: number[]): AlertEvidence {
  return {
    kind,
    title,
    detail,
    sha256: kind === "file" ? "8963a19fb992ad9a76576c5638fd68292cffb9aaac29eb8285f9abf6196a7dec" : null,
    verdict: "suspicious",
    remediation: null,
    alerts: alerts.map((at) => `alert-${at}`),
  };
}

export function incidentDetails(id: string): IncidentDetails {
  return {
    id,
    incidentId: null,
    redirectedTo: null,
    title: "Multi-stage incident on two devices",
    description: "A mail was opened, a script ran, and passwords were read from memory.",
    severity: "high",
    status: "active",
    assignedTo: null,
    classification: null,
    determination: null,
    tags: ["VIP"],
    comments: [{ text: "Called Ana: she opened the attachment.", by: "ben@contoso.com", at: "2026-11-20T17:40:00Z" }],
    created: "2026-11-20T15:52:00Z",
    updated: "2026-11-20T17:40:00Z",
    alerts: ALERTS.map(alert),
    devices: ["pc-ana", "srv-files-02"].map((name) => ({
      name,
      id: `${name}-id`,
      os: "Windows11",
      health: "active",
      risk: "high",
      alerts: 2,
    })),
    users: [{ name: "ana@contoso.com", id: "2f2c0a0e-0000-4000-8000-00000000000a", alerts: 4 }],
    evidence: [
      evidence("process", "powershell.exe", "powershell.exe -enc SQBFAFgA", [1]),
      evidence("file", "invoice.docm", "C:\\Users\\ana\\Downloads\\invoice.docm", [0, 1]),
      evidence("url", "https://updates.example/stage", null, [1]),
      evidence("ip", "203.0.113.9", null, [1, 3]),
      evidence("mail", "Invoice 4711", "billing@example → ana@contoso.com", [0]),
      evidence("mailbox", "ana@contoso.com", "Ana", [0]),
    ],
    techniques: ALERTS.map(([, , , technique]) => ({ id: technique, name: TECHNIQUES[technique] ?? null })),
    portalUrl: "https://security.microsoft.com",
  };
}

function differences(change: Change, now: IncidentDetails): Difference[] {
  const wanted: [Difference["field"], string | null, string | null | undefined][] = [
    ["status", now.status, change.status],
    ["assigned_to", now.assignedTo, change.assignedTo === "" ? null : (change.assignedTo ?? undefined)],
    ["classification", now.classification, change.classification],
    ["determination", now.determination, change.determination],
    ["tags", now.tags.join(", ") || null, change.tags?.join(", ")],
    ["comment", null, change.comment],
  ];
  const changed = (after: string | null | undefined, field: string) =>
    after !== undefined && (after !== null || field === "assigned_to");
  return wanted
    .filter(([field, before, after]) => changed(after, field) && before !== after)
    .map(([field, before, after]) => ({ field, before, after: after ?? null }));
}

export function preview(change: Change, now: IncidentDetails): ChangePreview {
  const found = differences(change, now);
  const { comment, seen, ...fields } = change;
  const named = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
  const url = `https://graph.microsoft.com/v1.0/security/incidents/${now.id}`;
  const calls = [];
  if (found.some(({ field }) => field !== "comment")) {
    calls.push({ method: "PATCH", url, body: JSON.stringify(named, null, 2) });
  }
  if (comment) calls.push({ method: "POST", url: `${url}/comments`, body: JSON.stringify({ comment }, null, 2) });
  return {
    calls,
    permission: "SecurityIncident.ReadWrite.All",
    allowed: true,
    differences: found,
    changedMeanwhile: Boolean(seen) && seen !== now.updated,
    updated: now.updated,
  };
}

export function changed(change: Change, now: IncidentDetails): IncidentDetails {
  const said = change.comment ? [{ text: change.comment, by: "you@contoso.com", at: "2026-11-20T18:00:00Z" }] : [];
  return {
    ...now,
    status: change.status ?? now.status,
    assignedTo: change.assignedTo === "" ? null : (change.assignedTo ?? now.assignedTo),
    classification: change.classification ?? now.classification,
    determination: change.determination ?? now.determination,
    tags: change.tags ?? now.tags,
    comments: [...now.comments, ...said],
    updated: "2026-11-20T18:00:00Z",
  };
}
