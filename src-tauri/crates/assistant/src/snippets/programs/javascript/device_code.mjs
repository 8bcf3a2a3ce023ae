import { PublicClientApplication } from "@azure/msal-node";

// Shows a code to type in on any device, the first time. In the app registration, Allow public client flows is set to
// Yes.
const app = new PublicClientApplication({ auth: registration });
async function requestToken() {
  const [account] = await app.getTokenCache().getAllAccounts();
  if (account) return app.acquireTokenSilent({ account, scopes: [SCOPE] });
  return app.acquireTokenByDeviceCode({
    scopes: [SCOPE],
    deviceCodeCallback: ({ message }) => console.error(message),
  });
}
