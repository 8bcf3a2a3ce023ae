// Device code: the code is shown by the app and typed in somewhere else.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { opens, publicClient } from "../expect.js";
import { Person } from "../person.js";
import { claims, GRAPH, putClockForward, READY, scenario, TENANT, XDR } from "../practice.js";

const INCIDENTS = [`${GRAPH}/SecurityIncident.Read.All`];

/** Asks for a token; `shown` gets what the app is to show. */
function byDeviceCode(shown, client = publicClient(READY.apps.user.clientId)) {
  return client.acquireTokenByDeviceCode({ scopes: INCIDENTS, deviceCodeCallback: shown });
}

/** Types the code in, while MSAL polls already. */
function typedBy(person) {
  return ({ userCode, verificationUri }) => void person.enter(userCode, verificationUri);
}

/** MSAL gives up with the word that Entra said. */
async function endsWith(word, request) {
  await assert.rejects(request, (error) => {
    assert.equal(error.errorCode, "post_request_failed", error.message);
    assert.ok(error.message.includes(word), error.message);
    return true;
  });
}

// Side by side, since MSAL polls at once and then waits for five seconds.
describe("somebody types the code in", { concurrency: true }, () => {
  test("who approves signs the device in", async () => {
    const client = publicClient(READY.apps.user.clientId);
    const type = typedBy(new Person("analyst"));
    const { accessToken, account } = await byDeviceCode((told) => {
      assert.ok(told.message.includes(told.userCode) && told.message.includes(told.verificationUri));
      assert.equal(told.expiresIn, 900);
      type(told);
    }, client);
    const held = claims(accessToken);
    assert.deepEqual([held.tid, held.appidacr, held.upn], [TENANT, "0", "analyst@contoso.com"]);
    await opens(accessToken, GRAPH);
    const other = await client.acquireTokenSilent({ scopes: [`${XDR}/Incident.Read`], account });
    await opens(other.accessToken, XDR);
  });

  test("who declines ends the polling", async () => {
    const person = new Person("analyst", { declines: "continue" });
    await endsWith("authorization_declined", byDeviceCode(typedBy(person)));
  });

  test("an app that allows no public client flow is refused", async () => {
    const client = publicClient(READY.apps.unconsented.clientId);
    await endsWith("invalid_client", byDeviceCode(typedBy(new Person("admin")), client));
  });
});

test("a policy can block the flow", async () => {
  await scenario("device-code-blocked", () =>
    endsWith("invalid_grant", byDeviceCode(typedBy(new Person("analyst")))),
  );
});

test("a code that nobody typed in time has expired", async () => {
  // The last case of this file: the clock does not go back.
  await endsWith(
    "expired_token",
    byDeviceCode(() => void putClockForward(901)),
  );
});
