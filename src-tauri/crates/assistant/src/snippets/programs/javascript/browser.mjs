import { PublicClientApplication } from "@azure/msal-node";
import { spawn } from "node:child_process";

// Signs in in the browser, the first time. The app registration has http://localhost under Mobile and desktop
// applications.
const app = new PublicClientApplication({ auth: registration });
async function openBrowser(url) {
  console.error(`If no browser opens, open this address on this computer:\n${url}`);
  const [program, ...options] = {
    darwin: ["open"],
    win32: ["rundll32", "url.dll,FileProtocolHandler"],
  }[process.platform] ?? ["xdg-open"];
  spawn(program, [...options, url], { stdio: "ignore" }).on("error", () => {});
}
async function requestToken() {
  const [account] = await app.getTokenCache().getAllAccounts();
  if (account) return app.acquireTokenSilent({ account, scopes: [SCOPE] });
  return app.acquireTokenInteractive({ scopes: [SCOPE], openBrowser });
}
