// Microsoft's client for Graph makes a registration by its unique name, gives it what it needs, and takes it away.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, GraphError } from "@microsoft/microsoft-graph-client";
import { confidential, opens, withSecret } from "../expect.js";
import { claims, GRAPH, ORIGIN } from "../practice.js";

const NAME = "applications(uniqueName='conformance-1')";

/** Graph for an application that proves itself with a secret. */
function graph(clientId, credential) {
  const client = confidential(clientId, credential);
  return Client.initWithMiddleware({
    baseUrl: ORIGIN,
    customHosts: new Set([new URL(ORIGIN).hostname]),
    authProvider: {
      getAccessToken: async () =>
        (await client.acquireTokenByClientCredential({ scopes: [`${GRAPH}/.default`] })).accessToken,
    },
  });
}

function pipeline() {
  const { clientId, credential } = withSecret("pipeline");
  return graph(clientId, credential);
}

/** Makes the registration, or changes the one that is there; nothing comes back then. */
function upsert(client, body) {
  return client.api(`/${NAME}`).header("Prefer", "create-if-missing").patch(body);
}

async function refused(request, status, code) {
  await assert.rejects(request, (error) => {
    assert.ok(error instanceof GraphError, error);
    assert.deepEqual([error.statusCode, error.code], [status, code], error.message);
    assert.ok(error.requestId);
    return true;
  });
}

test("a registration is made once, granted a role, used with MSAL and taken away", async () => {
  const client = pipeline();
  await refused(client.api(`/${NAME}`).patch({ displayName: "Absent" }), 404, "Request_ResourceNotFound");
  const app = await upsert(client, { displayName: "Conformance", tags: ["Conformance:1"] });
  assert.equal(app.uniqueName, "conformance-1");
  assert.equal(await upsert(client, { displayName: "Conformance again" }), undefined);
  const { value: found } = await client
    .api("/applications")
    .filter("tags/any(t:t eq 'Conformance:1')")
    .select("id,displayName")
    .get();
  assert.deepEqual(found, [{ id: app.id, displayName: "Conformance again" }]);

  const principal = await client.api("/servicePrincipals").post({ appId: app.appId });
  const api = await client.api("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')").get();
  const role = api.appRoles.find(({ value }) => value === "SecurityIncident.Read.All");
  const assignment = { principalId: principal.id, resourceId: api.id, appRoleId: role.id };
  await client.api(`/servicePrincipals/${api.id}/appRoleAssignedTo`).post(assignment);

  const passwordCredential = { displayName: "Conformance" };
  const { secretText: clientSecret } = await client
    .api(`/applications/${app.id}/addPassword`)
    .post({ passwordCredential });
  const own = confidential(app.appId, { clientSecret });
  const { accessToken } = await own.acquireTokenByClientCredential({ scopes: [`${GRAPH}/.default`] });
  assert.deepEqual(claims(accessToken).roles, ["SecurityIncident.Read.All"]);
  await opens(accessToken, GRAPH);

  await client.api(`/applications/${app.id}`).delete();
  await refused(client.api(`/${NAME}`).get(), 404, "Request_ResourceNotFound");
  await refused(upsert(client, { displayName: "Too early" }), 400, "Request_BadRequest");
  await client.api(`/directory/deletedItems/${app.id}`).delete();
  const again = await upsert(client, { displayName: "Free again" });
  assert.notEqual(again.id, app.id);
  await client.api(`/${NAME}`).delete();
});

test("what belongs to somebody else is refused with Graph's code", async () => {
  const { clientId } = withSecret("application");
  const change = pipeline().api(`/applications(appId='${clientId}')`).patch({ displayName: "Mine" });
  await refused(change, 403, "Authorization_RequestDenied");
});
