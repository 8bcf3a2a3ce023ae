// openid-client, a certified client of OpenID Connect that knows nothing of Microsoft: it takes what the standards say.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as oidc from "openid-client";
import { opens, withSecret } from "../expect.js";
import { Person } from "../person.js";
import { AUTHORITY, claims, GRAPH, READY } from "../practice.js";

const ISSUER = new URL(`${AUTHORITY}/v2.0`);
const INCIDENTS = `${GRAPH}/SecurityIncident.Read.All`;

function publicClient(clientId) {
  return oidc.discovery(ISSUER, clientId, undefined, oidc.None());
}

/** Lets the analyst sign in; the answer's own checks are the client's. */
async function signedIn(client) {
  const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
  const address = oidc.buildAuthorizationUrl(client, {
    redirect_uri: "http://localhost:5000/",
    scope: `openid profile offline_access ${INCIDENTS}`,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  const answer = await new Person("analyst").open(address.href);
  return oidc.authorizationCodeGrant(client, new URL(answer.address), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
}

test("the discovery document is that of its issuer", async () => {
  const client = await publicClient(READY.apps.user.clientId);
  assert.equal(client.serverMetadata().issuer, ISSUER.href);
});

test("an application signs in with its secret", async () => {
  const { clientId, credential } = withSecret("application");
  for (const proof of [oidc.ClientSecretPost, oidc.ClientSecretBasic]) {
    const client = await oidc.discovery(ISSUER, clientId, undefined, proof(credential.clientSecret));
    const { access_token } = await oidc.clientCredentialsGrant(client, { scope: `${GRAPH}/.default` });
    await opens(access_token, GRAPH);
  }
});

test("a wrong secret is an error with its OAuth word", async () => {
  const { clientId } = withSecret("application");
  const client = await oidc.discovery(ISSUER, clientId, undefined, oidc.ClientSecretPost("not-the-value"));
  await assert.rejects(oidc.clientCredentialsGrant(client, { scope: `${GRAPH}/.default` }), {
    error: "invalid_client",
    status: 401,
  });
});

test("a person signs in, and issuer, audience, nonce and signature of the ID token hold", async () => {
  const client = await publicClient(READY.apps.user.clientId);
  oidc.enableNonRepudiationChecks(client); // The signature too, by the published keys.
  const tokens = await signedIn(client);
  assert.equal(tokens.claims().preferred_username, "analyst@contoso.com");
  await opens(tokens.access_token, GRAPH);
});

test("a refresh token gets a new access token", async () => {
  const client = await publicClient(READY.apps.user.clientId);
  const first = await signedIn(client);
  const again = await oidc.refreshTokenGrant(client, first.refresh_token, { scope: INCIDENTS });
  assert.notEqual(again.access_token, first.access_token);
  await opens(again.access_token, GRAPH);
});

test("a device is signed in", async () => {
  const client = await publicClient(READY.apps.user.clientId);
  const shown = await oidc.initiateDeviceAuthorization(client, { scope: INCIDENTS });
  await new Person("analyst").enter(shown.user_code, shown.verification_uri);
  const { access_token } = await oidc.pollDeviceAuthorizationGrant(client, shown);
  assert.equal(claims(access_token).upn, "analyst@contoso.com");
});
