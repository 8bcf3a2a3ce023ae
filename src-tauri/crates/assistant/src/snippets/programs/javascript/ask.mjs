import { setTimeout as pause } from "node:timers/promises";

// The JSON of a call. Waits when the service asks for it, and shows why a call failed. The token comes from MSAL's
// memory while it lasts: a long list may take longer than a token lives.
async function ask(url, query) {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const { accessToken } = await requestToken();
    const response = await fetch(url, {
      method: query === undefined ? "GET" : "POST",
      headers: { Authorization: `Bearer ${accessToken}`, "Content-Type": "application/json" },
      body: query === undefined ? undefined : JSON.stringify({ Query: query }),
    });
    if (response.ok) return response.json();
    const body = await response.text();
    if (response.status !== 429) throw new Error(`HTTP ${response.status}: ${body}`);
    await pause(1000 * Number(response.headers.get("Retry-After") ?? 10));
  }
  throw new Error("The service is still busy. Try again later.");
}

const rows = [];
