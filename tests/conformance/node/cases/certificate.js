// Client credentials with a certificate.

import assert from "node:assert/strict";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { test } from "node:test";

import { confidential, opens, refused } from "../expect.js";
import { claims, ENDPOINT, GRAPH, pem, putClockForward, READY, XDR } from "../practice.js";

const { clientId, certificateFile, certificateKeyFile } = READY.apps.application;
const certificate = pem(certificateFile);
const privateKey = pem(certificateKeyFile);
const { fingerprint, fingerprint256 } = new X509Certificate(certificate);
const thumbprint = fingerprint.replaceAll(":", "");
const thumbprintSha256 = fingerprint256.replaceAll(":", "");

function ask(clientCertificate, api = GRAPH) {
  const client = confidential(clientId, { clientCertificate });
  return client.acquireTokenByClientCredential({ scopes: [`${api}/.default`] });
}

async function isProof(request, api = GRAPH) {
  const { accessToken } = await request;
  assert.equal(claims(accessToken).appidacr, "2");
  await opens(accessToken, api);
}

function foreignKey() {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey;
}

test("the SHA-256 thumbprint with PS256 is a proof for each API", async () => {
  for (const api of [GRAPH, XDR, ENDPOINT]) {
    await isProof(ask({ thumbprintSha256, privateKey }, api), api);
  }
});

test("the older SHA-1 thumbprint with RS256 is a proof", async () => {
  await isProof(ask({ thumbprint, privateKey }));
});

test("the whole certificate in x5c is a proof", async () => {
  await isProof(ask({ thumbprintSha256, privateKey, x5c: certificate }));
});

test("a thumbprint that the registration does not have is refused", async () => {
  const stranger = { thumbprintSha256: "ab".repeat(32), privateKey: foreignKey() };
  await refused(ask(stranger), "invalid_client", 700027);
});

test("the right thumbprint over a foreign signature is refused", async () => {
  await refused(ask({ thumbprintSha256, privateKey: foreignKey() }), "invalid_client", 700027);
});

test("an assertion past its end is refused", async () => {
  // MSAL's assertions hold for ten minutes. The last case of this file: the clock does not go back.
  await putClockForward(1200);
  await refused(ask({ thumbprintSha256, privateKey }), "invalid_client", 700024);
});
