// The clients, and what the cases say about their answers.

import assert from "node:assert/strict";

import { ConfidentialClientApplication, PublicClientApplication } from "@azure/msal-node";
import { call, ORIGIN, READY, TENANT } from "./practice.js";

/** An unmodified client of MSAL; without a known authority it would ask Microsoft whether it knows localhost. */
export function confidential(clientId, credential, tenant = TENANT) {
  return new ConfidentialClientApplication({ auth: auth(clientId, tenant, credential) });
}

/** The same for a client that keeps no secret. */
export function publicClient(clientId, tenant = TENANT, options = {}) {
  return new PublicClientApplication({ auth: auth(clientId, tenant, options) });
}

function auth(clientId, tenant, options) {
  return {
    clientId,
    authority: `${ORIGIN}/${tenant}`,
    knownAuthorities: [new URL(ORIGIN).host],
    ...options,
  };
}

/** A registration that is there from the start, with its secret as a credential. */
export function withSecret(name) {
  const { clientId, clientSecret } = READY.apps[name];
  return { clientId, credential: { clientSecret } };
}

/** The request fails with Entra's error, and MSAL hands on what an admin needs to find it in the logs. */
export async function refused(request, errorCode, number) {
  let error;
  try {
    await request;
  } catch (caught) {
    error = caught;
  }
  assert.ok(error, "the request was answered");
  assert.equal(error.errorCode, errorCode, error.message);
  assert.match(error.errorMessage, new RegExp(`AADSTS${number}: `));
  assert.match(error.errorMessage, /Trace ID: .*Correlation ID: .*Timestamp: /s);
  return error;
}

/** The API answers a call with this token. */
export async function opens(token, api) {
  const response = await call(token, api);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  assert.equal(JSON.parse(text).value.length, 1);
}
