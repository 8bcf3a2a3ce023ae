// The brief, as Handrail writes it for the practice tenant, looked at by axe in both languages. Colour contrast needs a
// browser that paints.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import axe from "axe-core";
import { JSDOM } from "jsdom";
import { READY } from "../practice.js";

const { application } = READY.apps;
const folder = mkdtempSync(join(tmpdir(), "handrail-brief-"));
after(() => rmSync(folder, { recursive: true }));

function brief(language, since) {
  const place = ["--tenant", READY.tenantDomain, "--client-id", application.clientId, "--secret-stdin"];
  const trusted = ["--cloud", READY.cloudFile, "--ca-file", READY.caFile];
  const options = ["--format", "html", "--since", since, "--lang", language, "--output", folder];
  const line = ["hello-world", "--json", ...place, ...trusted, ...options];
  const env = { ...process.env, HANDRAIL_DATA_DIR: folder };
  const { status, stdout, stderr } = spawnSync(process.env.HANDRAIL_PROGRAM, line, {
    input: application.clientSecret,
    encoding: "utf8",
    env,
  });
  assert.equal(status, 0, stdout + stderr);
  return readFileSync(JSON.parse(stdout).saved[0].path, "utf8");
}

async function findings(page) {
  const { window } = new JSDOM(page, { runScripts: "outside-only" });
  window.eval(axe.source);
  const { violations } = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  return Array.from(violations, ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

describe("the brief", () => {
  for (const language of ["en", "fr"]) {
    test(`has nothing that axe finds, in ${language}`, async () => {
      const page = brief(language, "30d");
      assert.match(page, new RegExp(`<html lang="${language}">`));
      assert.deepEqual(await findings(page), []);
    });
  }

  test("of a time in which nothing happened has nothing that axe finds either", async () => {
    assert.deepEqual(await findings(brief("en", new Date().toISOString())), []);
  });
});
