import { ConfidentialClientApplication } from "@azure/msal-node";

// The secret comes from the environment: a vault, or the service that runs this, can put it there.
const app = new ConfidentialClientApplication({
  auth: { ...registration, clientSecret: process.env.CLIENT_SECRET },
});
const requestToken = () => app.acquireTokenByClientCredential({ scopes: [SCOPE] });
