// Client credentials with a secret.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { promisify } from "node:util";

import { confidential, opens, refused, withSecret } from "../expect.js";
import { call, claims, ENDPOINT, GRAPH, ORIGIN, READY, scenario, TENANT, XDR } from "../practice.js";

const { clientId, credential } = withSecret("application");
const WRONG = { clientSecret: "not-the-value" };

function ask(client, api = GRAPH, options = {}) {
  return client.acquireTokenByClientCredential({ scopes: [`${api}/.default`], ...options });
}

test("a secret gets a token for each API that opens it", async () => {
  const client = confidential(clientId, credential);
  for (const api of [GRAPH, XDR, ENDPOINT]) {
    const { accessToken } = await ask(client, api);
    const held = claims(accessToken);
    assert.equal(held.aud, api);
    assert.equal(held.tid, TENANT);
    assert.deepEqual([held.appid, held.appidacr], [clientId, "1"]);
    assert.ok(held.roles.length > 0);
    await opens(accessToken, api);
  }
});

test("a second request is answered from the cache", async () => {
  const client = confidential(clientId, credential);
  const first = await ask(client);
  const second = await ask(client);
  assert.deepEqual([first.fromCache, second.fromCache], [false, true]);
  assert.equal(first.accessToken, second.accessToken);
});

test("the token expires when the answer says so", async () => {
  const { accessToken, expiresOn } = await ask(confidential(clientId, credential));
  assert.ok(Math.abs(claims(accessToken).exp - expiresOn.getTime() / 1000) <= 2);
});

test("a domain stands for the tenant", async () => {
  const { accessToken } = await ask(confidential(clientId, credential, READY.tenantDomain));
  assert.equal(claims(accessToken).tid, TENANT);
});

test("a wrong secret is refused with the caller's correlation id", async () => {
  const correlationId = randomUUID();
  const error = await refused(ask(confidential(clientId, WRONG), GRAPH, { correlationId }), "invalid_client", 7000215);
  assert.equal(error.correlationId, correlationId);
  assert.match(error.errorMessage, new RegExp(`Correlation ID: ${correlationId}`));
});

test("a secret past its end is refused", async () => {
  await scenario("secret-expired", () =>
    refused(ask(confidential(clientId, credential)), "invalid_client", 7000222),
  );
});

test("a client ID that no tenant knows is refused", async () => {
  await refused(ask(confidential(randomUUID(), credential)), "unauthorized_client", 700016);
});

test("an unknown API is refused", async () => {
  await refused(
    ask(confidential(clientId, credential), "https://api.nowhere.example"),
    "invalid_resource",
    500011,
  );
});

test("without consent the token has no roles and opens nothing", async () => {
  const app = withSecret("unconsented");
  const { accessToken } = await ask(confidential(app.clientId, app.credential));
  assert.ok(!("roles" in claims(accessToken)));
  assert.equal((await call(accessToken, GRAPH)).status, 403);
});

test("a server whose authority is not trusted gets no secret", async () => {
  // Node reads the variable at its start only, so this takes a process of its own.
  const script = `fetch("${ORIGIN}").then(() => console.log("answered"), (error) => console.log(error.cause.code))`;
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ["--eval", script], { env });
  assert.match(stdout, /^(UNABLE_TO_|SELF_SIGNED_)/);
});
