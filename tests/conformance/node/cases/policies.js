// Consent, multifactor authentication and Conditional Access: what a tenant asks for before it gives a token.

import assert from "node:assert/strict";
import { test } from "node:test";

import { InteractionRequiredAuthError } from "@azure/msal-node";
import { confidential, opens, publicClient, refused, withSecret } from "../expect.js";
import { Person } from "../person.js";
import { register } from "../portal.js";
import { claims, customer, GRAPH, READY, scenario } from "../practice.js";

const USER_APP = READY.apps.user.clientId;
const scopes = [`${GRAPH}/SecurityIncident.Read.All`];

function interactively(person, client = publicClient(USER_APP), options = {}) {
  return client.acquireTokenInteractive({ scopes, openBrowser: person.browser(), ...options });
}

test("without a page missing consent is an error", async () => {
  const clientId = await register("Shows no page", { platform: "publicClient", redirectUri: "http://localhost" });
  const person = new Person("analyst");
  await interactively(person); // The person is signed in now.
  const request = interactively(person, publicClient(clientId), { scopes: [`${GRAPH}/User.Read`], prompt: "none" });
  await refused(request, "interaction_required", 65001);
});

test("without a page nobody signs in", async () => {
  await refused(interactively(new Person("analyst"), undefined, { prompt: "none" }), "login_required", 50058);
});

test("a second factor is asked for in the browser and stands in the token", async () => {
  const { accessToken } = await scenario("mfa-required", () => interactively(new Person("analyst")));
  assert.ok(claims(accessToken).amr.includes("mfa"));
});

test("a refresh that needs a second factor sends the claims to sign in with", async () => {
  const client = publicClient(USER_APP);
  const person = new Person("analyst");
  const { account } = await interactively(person, client);
  await scenario("mfa-required", async () => {
    const silent = client.acquireTokenSilent({ scopes, account, forceRefresh: true });
    const error = await refused(silent, "invalid_grant", "(50076|50079)");
    assert.ok(error instanceof InteractionRequiredAuthError, error.name);
    assert.ok("access_token" in JSON.parse(error.claims));
    const { accessToken } = await interactively(person, client, { claims: error.claims });
    await opens(accessToken, GRAPH);
  });
});

test("a client that can handle challenges says so in its token", async () => {
  const client = publicClient(USER_APP, undefined, { clientCapabilities: ["CP1"] });
  const { accessToken } = await interactively(new Person("analyst"), client);
  assert.deepEqual(claims(accessToken).xms_cc, ["CP1"]);
});

test("a blocked request names the policy", async () => {
  const { clientId, credential } = withSecret("partner");
  const client = confidential(clientId, credential, customer("blocked").tenantId);
  const request = client.acquireTokenByClientCredential({ scopes: [`${GRAPH}/.default`] });
  await assert.rejects(request, (error) => {
    assert.match(error.errorMessage, /AADSTS53003: /);
    return true;
  });
});
