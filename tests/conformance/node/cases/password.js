// Name and password in the app's own hands: the grant that Entra's policies mostly refuse.

import assert from "node:assert/strict";
import { test } from "node:test";

import { opens, publicClient, refused } from "../expect.js";
import { claims, GRAPH, READY, scenario, user } from "../practice.js";

const USER_APP = READY.apps.user.clientId;
const { userPrincipalName: username, password } = user("analyst");

function ask(options = {}, client = publicClient(USER_APP)) {
  const scopes = [`${GRAPH}/SecurityIncident.Read.All`];
  return client.acquireTokenByUsernamePassword({ scopes, username, password, ...options });
}

test("the right password is enough where no policy is", async () => {
  const { accessToken, account } = await ask();
  assert.deepEqual(claims(accessToken).amr, ["pwd"]);
  assert.equal(account.username, username);
  await opens(accessToken, GRAPH);
});

test("a wrong password is refused", async () => {
  await refused(ask({ password: "not-the-password" }), "invalid_grant", 50126);
});

test("a second factor cannot be asked for", async () => {
  await scenario("mfa-required", async () => {
    const error = await refused(ask(), "invalid_grant", "(50076|50079)");
    assert.ok(error.claims);
  });
});

test("an app that allows no public client flow is refused", async () => {
  await refused(ask({}, publicClient(READY.apps.unconsented.clientId)), "invalid_client", 7000218);
});
