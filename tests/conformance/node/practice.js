// The practice tenant that the cases of one file share, and what a case asks of it beside what MSAL asks.

import { readFileSync } from "node:fs";

export const READY = JSON.parse(process.env.HANDRAIL_PRACTICE_READY);
export const ORIGIN = READY.originTls;
export const AUTHORITY = READY.authority;
export const TENANT = READY.tenantId;

// Identifier URIs: tokens are for these, wherever the practice tenant listens.
export const GRAPH = "https://graph.microsoft.com";
export const XDR = "https://api.security.microsoft.com";
export const ENDPOINT = "https://api.securitycenter.microsoft.com";

// One list of each API, which a good token opens.
const LIST_OF = {
  [GRAPH]: "/v1.0/security/incidents?$top=1",
  [XDR]: "/api/incidents?$top=1",
  [ENDPOINT]: "/api/alerts?$top=1",
};

/** Somebody of the home tenant: `admin`, `analyst` or `member`. */
export function user(name) {
  return READY.users.find((one) => one.userPrincipalName.startsWith(`${name}@`));
}

/** The first customer tenant in that state. */
export function customer(state) {
  return READY.customers.find((one) => one.state === state);
}

/** The claims of a JWT, unverified. */
export function claims(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString("utf8"));
}

/** Asks an API for one entry of its list. */
export function call(token, api) {
  return fetch(ORIGIN + LIST_OF[api], { headers: { authorization: `Bearer ${token}` } });
}

/** A file that the ready line names. */
export function pem(path) {
  return readFileSync(path, "ascii");
}

/** Switches a fault on while `work` runs. */
export async function scenario(name, work) {
  await control("scenarios", { name, on: true });
  try {
    return await work();
  } finally {
    await control("scenarios", { name, on: false });
  }
}

/** Codes and tokens age; the clock never goes back. */
export function putClockForward(seconds) {
  return control("clock", { advanceSeconds: seconds });
}

async function control(path, body) {
  const response = await fetch(`${READY.control}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
}
