import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfidentialClientApplication } from "@azure/msal-node";

// The environment says where the certificate and its private key are (PEM).
const certificate = new X509Certificate(readFileSync(process.env.CERTIFICATE_FILE));
const app = new ConfidentialClientApplication({
  auth: {
    ...registration,
    clientCertificate: {
      thumbprintSha256: certificate.fingerprint256.replaceAll(":", ""),
      privateKey: readFileSync(process.env.CERTIFICATE_KEY_FILE, "utf8"),
    },
  },
});
const requestToken = () => app.acquireTokenByClientCredential({ scopes: [SCOPE] });
