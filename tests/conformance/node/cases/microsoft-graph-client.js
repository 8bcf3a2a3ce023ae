// Microsoft's client for Graph reads what the practice tenant serves, page by page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, GraphError, PageIterator } from "@microsoft/microsoft-graph-client";
import { confidential, withSecret } from "../expect.js";
import { GRAPH, ORIGIN, READY, scenario } from "../practice.js";

const INCIDENTS = "/security/incidents";

function graph(name = "application") {
  const { clientId, credential } = withSecret(name);
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

async function truth() {
  const response = await fetch(`${READY.control}/truth?only=incidents`);
  return (await response.json()).incidents.map((incident) => incident.id);
}

async function everyPage(client) {
  const read = [];
  const first = await client.api(INCIDENTS).top(50).get();
  const pages = new PageIterator(client, first, (incident) => read.push(incident.id) > 0);
  await pages.iterate();
  return read;
}

test("the page iterator reads every incident once", async () => {
  assert.deepEqual((await everyPage(graph())).sort(), (await truth()).sort());
});

test("throttled calls are made again after the time that the service names", async () => {
  await scenario("throttled", async () => {
    assert.equal((await everyPage(graph())).length, (await truth()).length);
  });
});

test("a filter narrows the list", async () => {
  const { value } = await graph().api(INCIDENTS).filter("severity eq 'high'").top(50).get();
  assert.ok(value.length > 0);
  assert.ok(value.every((incident) => incident.severity === "high"));
});

test("alerts come with an incident where that is asked for", async () => {
  const { value } = await graph().api(INCIDENTS).expand("alerts").top(1).get();
  assert.ok(value[0].alerts.length > 0);
});

test("what the app may not read is an error with Graph's code", async () => {
  await assert.rejects(graph("unconsented").api(INCIDENTS).get(), (error) => {
    assert.ok(error instanceof GraphError, error);
    assert.equal(error.statusCode, 403);
    assert.ok(error.code);
    assert.ok(error.requestId);
    return true;
  });
});
