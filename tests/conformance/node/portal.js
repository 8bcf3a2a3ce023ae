// The practice portal: an administrator registers apps there.

import { READY } from "./practice.js";

/** "New registration"; the client id. */
export async function register(name, { platform = "", redirectUri = "", accountTypes = "AzureADMyOrg" } = {}) {
  const page = await send("new", {
    name,
    platform,
    redirect_uri: redirectUri,
    account_types: accountTypes,
  });
  return textOf(page, "client-id");
}

/** "New client secret"; its value. */
export async function newSecret(clientId) {
  const page = await send(`${clientId}/certificates-secrets`, { description: "conformance", expires: "180" });
  return textOf(page, "secret-value");
}

async function send(path, fields) {
  const response = await fetch(`${READY.portal}/apps/${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  const page = await response.text();
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${page}`);
  }
  return page;
}

function textOf(page, id) {
  return new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(page)[1].replaceAll("&amp;", "&");
}
