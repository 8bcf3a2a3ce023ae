// «comment»
// Needs Node 20 or newer, and: npm install @azure/msal-node
«imports»
const TENANT_ID = «tenant»;
const CLIENT_ID = «client»;
const AUTHORITY = «authority»;
const API = «api»;
const SCOPE = «scope»;
const registration = {
  clientId: CLIENT_ID,
  authority: `${AUTHORITY}/${TENANT_ID}`,
  // Without this, MSAL would ask Microsoft whether it knows this sign-in service.
  knownAuthorities: [new URL(AUTHORITY).host],
};
