// From the cache, and with a refresh token.

import assert from "node:assert/strict";
import { test } from "node:test";

import { InteractionRequiredAuthError } from "@azure/msal-node";
import { opens, publicClient, refused } from "../expect.js";
import { Person } from "../person.js";
import { claims, ENDPOINT, GRAPH, putClockForward, READY, scenario, XDR } from "../practice.js";

const USER_APP = READY.apps.user.clientId;
const scopes = [`${GRAPH}/SecurityIncident.Read.All`];

/** A client with one account, and the first answer. */
async function signedIn() {
  const client = publicClient(USER_APP);
  const openBrowser = new Person("analyst").browser();
  return { client, first: await client.acquireTokenInteractive({ scopes, openBrowser }) };
}

/** The refresh token that MSAL keeps to itself. */
function refreshTokenOf(client) {
  const [kept] = Object.values(JSON.parse(client.getTokenCache().serialize()).RefreshToken);
  return kept.secret;
}

test("a token that still holds comes from the cache", async () => {
  const { client, first } = await signedIn();
  const again = await client.acquireTokenSilent({ scopes, account: first.account });
  assert.equal(again.fromCache, true);
  assert.equal(again.accessToken, first.accessToken);
});

test("a refresh gets a new token for the same person", async () => {
  const { client, first } = await signedIn();
  const again = await client.acquireTokenSilent({ scopes, account: first.account, forceRefresh: true });
  assert.equal(again.fromCache, false);
  assert.notEqual(again.accessToken, first.accessToken);
  assert.equal(claims(again.accessToken).oid, claims(first.accessToken).oid);
  await opens(again.accessToken, GRAPH);
});

test("one refresh token serves the other APIs", async () => {
  const { client, first } = await signedIn();
  for (const [api, permission] of [
    [XDR, "Incident.Read"],
    [ENDPOINT, "Alert.Read"],
  ]) {
    const request = { scopes: [`${api}/${permission}`], account: first.account };
    const { accessToken } = await client.acquireTokenSilent(request);
    assert.equal(claims(accessToken).aud, api);
    await opens(accessToken, api);
  }
});

test("an older refresh token still works after it was used", async () => {
  const { client } = await signedIn();
  const refreshToken = refreshTokenOf(client);
  for (let time = 0; time < 2; time += 1) {
    await publicClient(USER_APP).acquireTokenByRefreshToken({ scopes, refreshToken });
  }
});

test("what is no refresh token is refused", async () => {
  const request = { scopes, refreshToken: "not-a-refresh-token" };
  await refused(publicClient(USER_APP).acquireTokenByRefreshToken(request), "invalid_grant", "\\d+");
});

test("a permission that nobody consented to needs the person again", async () => {
  const { client, first } = await signedIn();
  await scenario("consent-missing", async () => {
    const request = { scopes, account: first.account, forceRefresh: true };
    const error = await refused(client.acquireTokenSilent(request), "invalid_grant", 65001);
    assert.ok(error instanceof InteractionRequiredAuthError, error.name);
    assert.equal(error.subError, "consent_required");
  });
});

test("a refresh token unused for three months is refused", async () => {
  // The last case of this file: the clock does not go back.
  const { client } = await signedIn();
  const refreshToken = refreshTokenOf(client);
  await putClockForward(91 * 24 * 3600);
  const request = { scopes, refreshToken };
  await refused(publicClient(USER_APP).acquireTokenByRefreshToken(request), "invalid_grant", 700082);
});
