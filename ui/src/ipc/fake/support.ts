/** A support bundle without a desktop. */
import type { Ids, Masked, SupportPreview } from "../bindings";
import type { Door } from "../door";

const TENANT = "11111111-0000-4000-8000-000000000001";
const CLIENT = "22222222-0000-4000-8000-000000000001";
const MASKED: Masked[] = [
  { kind: "tenant", shown: TENANT },
  { kind: "client", shown: CLIENT },
  { kind: "object", shown: "33333333-0000-4000-8000-000000000001" },
  { kind: "domain", shown: "domain-1.example" },
  { kind: "user", shown: "user-1@people.example" },
  { kind: "folder", shown: "[home]" },
  { kind: "secret", shown: "•••" },
];

function text(ids: Ids): string {
  const real = ids === "kept";
  const tenant = real ? "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7" : TENANT;
  const client = real ? "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918" : CLIENT;
  const bundle = {
    format: "handrail-support-1",
    madeAt: "2026-11-20T17:05:00Z",
    ids,
    handrail: { version: "0.7.0", program: "window", system: "linux", architecture: "x86_64", language: "en" },
    settings: { theme: "system", folder: "[home]/Documents/Handrail" },
    connections: [
      {
        id: "33333333-0000-4000-8000-000000000001",
        cloud: "worldwide",
        tenantId: tenant,
        tenantDomain: real ? "contoso.com" : "domain-1.example",
        clientId: client,
        account: real ? "ana@contoso.com" : "user-1@people.example",
      },
    ],
    exchanges: [
      {
        number: 7,
        method: "POST",
        address: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
        grant: "client_credentials",
        status: 401,
        headers: { "content-type": "application/json" },
        bytes: 512,
        elapsedMs: 180,
        body: { error: "invalid_client", error_description: `AADSTS7000222: The client secret for app '${client}'` },
      },
    ],
    log: [],
  };
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/** What would be saved, as Rust makes it. */
export function supportPreview(ids: Ids): SupportPreview {
  const written = text(ids);
  return {
    id: `preview-${ids}`,
    text: written,
    bytes: new TextEncoder().encode(written).length,
    ids,
    counts: { connections: 1, steps: 7, exchanges: 1, failed: 1, forgotten: 0, findings: 1, logLines: 0 },
    masked: MASKED.filter((one) => written.includes(one.shown)),
  };
}

export function fakeSupport(): Pick<Door, "supportBundle" | "saveSupportBundle"> {
  return {
    supportBundle: async (_connectionId, ids) => supportPreview(ids),
    saveSupportBundle: async (previewId) => ({
      format: "json",
      path: "/home/ana/Documents/Handrail/handrail-support 2026-11-20T18.05.00.json",
      rows: 1,
      bytes: supportPreview(previewId.endsWith("kept") ? "kept" : "masked").bytes,
    }),
  };
}
