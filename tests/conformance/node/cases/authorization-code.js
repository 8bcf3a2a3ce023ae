// Authorization code with PKCE: MSAL's own loopback listener, and a web app's page.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { CryptoProvider } from "@azure/msal-node";
import { confidential, opens, publicClient, refused } from "../expect.js";
import { Person } from "../person.js";
import { newSecret, register } from "../portal.js";
import { call, claims, ENDPOINT, GRAPH, putClockForward, READY, TENANT, XDR } from "../practice.js";

const USER_APP = READY.apps.user.clientId;
const INCIDENTS = `${GRAPH}/SecurityIncident.Read.All`;
const USER_READ = `${GRAPH}/User.Read`;
const LOCALHOST = { platform: "publicClient", redirectUri: "http://localhost" };

function interactively(person, scope = INCIDENTS, clientId = USER_APP) {
  return publicClient(clientId).acquireTokenInteractive({ scopes: [scope], openBrowser: person.browser() });
}

test("a person signs in and the token opens the API", async () => {
  for (const [api, permission] of [
    [GRAPH, "SecurityIncident.Read.All"],
    [XDR, "Incident.Read"],
    [ENDPOINT, "Alert.Read"],
  ]) {
    const { accessToken } = await interactively(new Person("analyst"), `${api}/${permission}`);
    const held = claims(accessToken);
    assert.deepEqual([held.aud, held.tid, held.appidacr], [api, TENANT, "0"]);
    assert.equal(held.upn, "analyst@contoso.com");
    assert.ok(held.scp.split(" ").includes(permission));
    await opens(accessToken, api);
  }
});

test("the account is known by user and tenant", async () => {
  const { account, accessToken, scopes, uniqueId } = await interactively(new Person("analyst"));
  const { oid } = claims(accessToken);
  assert.equal(account.username, "analyst@contoso.com");
  assert.equal(account.homeAccountId, `${oid}.${TENANT}`);
  assert.equal(account.tenantId, TENANT);
  assert.equal(uniqueId, oid);
  assert.ok(scopes.includes(INCIDENTS));
});

test("somebody without a Defender role gets a token that opens nothing", async () => {
  const { accessToken } = await interactively(new Person("member"));
  assert.equal((await call(accessToken, GRAPH)).status, 403);
});

test("who says no to the consent page sends the app home with access_denied", async () => {
  const clientId = await register("Refused", LOCALHOST);
  const person = new Person("analyst", { declines: "accept" });
  await refused(interactively(person, USER_READ, clientId), "access_denied", 65004);
});

/** A confidential client that takes its answer on a page of its own. */
const web = { redirectUri: "http://localhost:5000/answer" };

before(async () => {
  web.clientId = await register("Web page", { platform: "web", redirectUri: web.redirectUri });
  web.credential = { clientSecret: await newSecret(web.clientId) };
});

/** Lets the person sign in, and gives what the app needs to redeem the code. */
async function code(options = {}) {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const request = {
    scopes: [USER_READ],
    redirectUri: web.redirectUri,
    responseMode: "form_post",
    codeChallenge: challenge,
    codeChallengeMethod: "S256",
    state: "state of the app",
    ...options,
  };
  const { clientId = web.clientId, ...asked } = request;
  const address = await confidential(clientId, web.credential).getAuthCodeUrl(asked);
  const answer = await new Person("analyst").open(address);
  return {
    answer,
    redemption: {
      code: answer.fields?.code,
      scopes: request.scopes,
      redirectUri: request.redirectUri,
      codeVerifier: verifier,
    },
  };
}

test("the code comes by form_post and is redeemed with the secret", async () => {
  const { answer, redemption } = await code();
  assert.deepEqual([answer.method, answer.address], ["POST", web.redirectUri]);
  assert.equal(answer.fields.state, "state of the app");
  const { accessToken } = await confidential(web.clientId, web.credential).acquireTokenByCode(redemption);
  const held = claims(accessToken);
  assert.deepEqual([held.aud, held.appidacr], [GRAPH, "1"]);
});

test("the code comes in the query or the fragment where that is asked for", async () => {
  for (const responseMode of ["query", "fragment"]) {
    const { answer, redemption } = await code({ responseMode });
    assert.equal(answer.method, "GET");
    assert.ok(answer.address.startsWith(`${web.redirectUri}${responseMode === "query" ? "?" : "#"}`));
    await confidential(web.clientId, web.credential).acquireTokenByCode(redemption);
  }
});

test("a code works once", async () => {
  const { redemption } = await code();
  const client = confidential(web.clientId, web.credential);
  await client.acquireTokenByCode(redemption);
  await refused(client.acquireTokenByCode({ ...redemption }), "invalid_grant", 54005);
});

test("a code without its verifier is refused", async () => {
  const { redemption } = await code();
  const client = confidential(web.clientId, web.credential);
  const wrong = { ...redemption, codeVerifier: "x".repeat(43) };
  await refused(client.acquireTokenByCode(wrong), "invalid_grant", 501481);
});

test("a web app without its secret is refused", async () => {
  const { redemption } = await code();
  await refused(publicClient(web.clientId).acquireTokenByCode(redemption), "invalid_client", 7000218);
});

test("a desktop app with a secret is refused", async () => {
  const clientId = await register("Desktop", LOCALHOST);
  const clientSecret = await newSecret(clientId);
  const { redemption } = await code({ clientId, redirectUri: "http://localhost:5001" });
  await refused(
    confidential(clientId, { clientSecret }).acquireTokenByCode(redemption),
    "invalid_client",
    700025,
  );
});

test("an address that is not registered is shown to the person and not answered", async () => {
  for (const wrong of [
    "http://localhost:5000/Answer",
    "http://localhost:5000",
    "https://elsewhere.example/answer",
  ]) {
    const { answer } = await code({ redirectUri: wrong });
    assert.match(answer.page, /AADSTS50011: /);
  }
});

test("a code past its end is refused", async () => {
  // The last case of this file: the clock does not go back.
  const { redemption } = await code();
  await putClockForward(700);
  await refused(
    confidential(web.clientId, web.credential).acquireTokenByCode(redemption),
    "invalid_grant",
    70008,
  );
});
