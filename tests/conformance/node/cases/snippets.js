// Scripts that Handrail writes in JavaScript, run as they are; their rows are compared with what the tenant holds.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";

import { Person } from "../person.js";
import { READY, TENANT, XDR } from "../practice.js";

const DAYS = 30;
const READS = [
  { api: "graph", call: "incidents", part: "incidents", id: "id", updated: "lastUpdateDateTime" },
  { api: "graph", call: "alerts", part: "graphAlerts", id: "id", updated: "lastUpdateDateTime" },
  { api: "xdr", call: "incidents", part: "xdrIncidents", id: "incidentId", updated: "lastUpdateTime" },
  { api: "mde", call: "alerts", part: "alerts", id: "id", updated: "lastUpdateTime" },
];
const { application, user } = READY.apps;
const ENVIRONMENT = {
  ...process.env,
  CLIENT_SECRET: application.clientSecret,
  CERTIFICATE_FILE: application.certificateFile,
  CERTIFICATE_KEY_FILE: application.certificateKeyFile,
};

const run = promisify(execFile);
// Beside the installed packages, so that the scripts find them.
const folder = mkdtempSync(join(import.meta.dirname, "..", ".snippets-"));
after(() => rmSync(folder, { recursive: true }));
let scripts = 0;

/** A file with a script, as `handrail snippet` writes it for the practice tenant. */
async function written(call, options = [], clientId = application.clientId) {
  const place = ["--tenant", READY.tenantDomain, "--client-id", clientId, "--since", `${DAYS}d`];
  const trusted = ["--cloud", READY.cloudFile, "--ca-file", READY.caFile];
  const line = ["snippet", "--json", "--language", "javascript", "--call", call, ...place, ...trusted, ...options];
  const { stdout } = await run(process.env.HANDRAIL_PROGRAM, line);
  scripts += 1;
  const file = join(folder, `${scripts}.mjs`);
  writeFileSync(file, JSON.parse(stdout).text);
  return file;
}

async function finished(file) {
  const { stdout } = await run(process.execPath, [file], { env: ENVIRONMENT, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/** The ids of what a script must read. */
async function held({ part, id, updated }) {
  const truth = await (await fetch(`${READY.control}/truth?only=${part}`)).json();
  const since = Date.parse(truth.now) - DAYS * 24 * 60 * 60 * 1000;
  return truth[part].filter((row) => Date.parse(row[updated]) >= since).map((row) => String(row[id]));
}

describe("a script reads what the tenant holds", () => {
  for (const reads of READS) {
    for (const credential of ["secret", "certificate"]) {
      test(`${reads.api} ${reads.call} with a ${credential}`, async () => {
        const file = await written(reads.call, ["--api", reads.api, "--credential", credential]);
        const rows = await finished(file);
        assert.deepEqual(rows.map((row) => String(row[reads.id])).sort(), (await held(reads)).sort());
      });
    }
  }
});

test("a query with every sign in it is asked as it is", async () => {
  const query = "DeviceInfo\n| where DeviceName != \"a'b`c$d${e}\\\\f\" // $(id) \"\"\" {{x}}\n| count";
  const [row] = await finished(await written("hunting", ["--query", query]));
  assert.ok(row.Count > 0);
});

test("the token of a script opens its API", async () => {
  const claims = await finished(await written("token", ["--api", "xdr"]));
  assert.deepEqual([claims.aud, claims.tid], [XDR, TENANT]);
});

test("a person types a code in", async () => {
  const file = await written("incidents", ["--as", "user", "--device-code"], user.clientId);
  const running = spawn(process.execPath, [file], { env: ENVIRONMENT });
  let output = "";
  running.stdout.on("data", (part) => {
    output += part;
  });
  const [message] = await Promise.race([
    new Promise((resolve) => running.stderr.once("data", (part) => resolve([String(part)]))),
    new Promise((_, reject) => running.once("exit", (code) => reject(new Error(`ended with ${code}`)))),
  ]);
  const [, code] = message.match(/ code (\S+)/);
  const [address] = message.match(/https?:\S+?(?=[.,]?\s)/);
  await new Person("analyst").enter(code, address);
  const ended = await new Promise((resolve) => running.once("exit", resolve));
  assert.equal(ended, 0);
  assert.ok(Array.isArray(JSON.parse(output)));
});
