// One tenant, several tenants, and addresses that name none.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { confidential, opens, publicClient, refused, withSecret } from "../expect.js";
import { Person } from "../person.js";
import { register } from "../portal.js";
import { call, claims, customer, GRAPH, ORIGIN, READY, TENANT } from "../practice.js";

const USER_READ = `${GRAPH}/User.Read`;

function ask(name, tenant) {
  const { clientId, credential } = withSecret(name);
  const client = confidential(clientId, credential, tenant);
  return client.acquireTokenByClientCredential({ scopes: [`${GRAPH}/.default`] });
}

test("a tenant that does not exist has no discovery document", async () => {
  for (const nobody of [randomUUID(), "nobody.example"]) {
    await assert.rejects(ask("application", nobody), { errorCode: "endpoints_resolution_error" });
  }
});

test("an app of one tenant is unknown in another", async () => {
  await refused(ask("application", customer("consented").tenantId), "unauthorized_client", 700016);
});

test("a partner's app reads a customer that consented", async () => {
  const { tenantId, domain } = customer("consented");
  for (const name of [tenantId, domain]) {
    const { accessToken } = await ask("partner", name);
    assert.equal(claims(accessToken).tid, tenantId);
    await opens(accessToken, GRAPH);
  }
});

test("one client keeps the tokens of two customers apart", async () => {
  const { clientId, credential } = withSecret("partner");
  const client = confidential(clientId, credential);
  const customers = [customer("consented"), customer("partial-roles")];
  for (const fromCache of [false, true]) {
    for (const { tenantId } of customers) {
      const answer = await client.acquireTokenByClientCredential({
        authority: `${ORIGIN}/${tenantId}`,
        scopes: [`${GRAPH}/.default`],
      });
      assert.equal(claims(answer.accessToken).tid, tenantId);
      assert.equal(answer.fromCache, fromCache);
    }
  }
});

test("a customer without the enterprise application refuses the app", async () => {
  await refused(ask("partner", customer("no-app").tenantId), "invalid_client", 7000229);
});

test("a customer who granted nothing gives a token without roles", async () => {
  const { accessToken } = await ask("partner", customer("no-roles").tenantId);
  assert.ok(!("roles" in claims(accessToken)));
  assert.equal((await call(accessToken, GRAPH)).status, 403);
});

test("an app of one tenant cannot sign in where no tenant is named", async () => {
  for (const name of ["common", "organizations"]) {
    const client = publicClient(READY.apps.user.clientId, name);
    const address = await client.getAuthCodeUrl({
      scopes: [USER_READ],
      redirectUri: "http://localhost:5000",
    });
    const { page } = await new Person("analyst").open(address);
    assert.match(page, /AADSTS50194: /);
  }
});

test("an app of several tenants finds the person's own by organizations", async () => {
  const clientId = await register("Several tenants", {
    platform: "publicClient",
    redirectUri: "http://localhost",
    accountTypes: "AzureADMultipleOrgs",
  });
  const { accessToken, tenantId } = await publicClient(clientId, "organizations").acquireTokenInteractive({
    scopes: [USER_READ],
    openBrowser: new Person("analyst").browser(),
  });
  assert.equal(claims(accessToken).tid, TENANT);
  assert.equal(tenantId, TENANT);
});
