/** Inviting customers without a desktop: letters in both languages, and answers that are what the address says. */
import type { CallbackRead, CustomerBrief, Invitation, InvitationChoice, QrPicture } from "..";
import type { Door } from "../door";
import { ownReport, Problem } from "../door";
import { customerBrief } from "./customers";
import { savedFile } from "./saving";

export const FABRIKAM = customerBrief("fabrikam.com", { name: "Fabrikam, Inc." });
export const ADATUM = customerBrief("adatum.fr");

/** Looks like a QR code with its white edge; no reader would take it for one. */
export function qrPicture(modules = 37): QrPicture {
  const edge = 4;
  const parts: string[] = [];
  const square = (x: number, y: number, side: number) => `M${x + edge} ${y + edge}h${side}v${side}h-${side}z`;
  const far = modules - 7;
  for (const [x, y] of [
    [0, 0],
    [far, 0],
    [0, far],
  ] as const) {
    parts.push(square(x, y, 7), `m1 1v5h5v-5z`, square(x + 2, y + 2, 3));
  }
  const free = (x: number, y: number) => !((x < 8 && (y < 8 || y >= far - 1)) || (x >= far - 1 && y < 8));
  for (let y = 0; y < modules; y += 1) {
    for (let x = 0; x < modules; x += 1)
      if (free(x, y) && (x * x + y * 13 + x * y * 7) % 11 < 5) parts.push(square(x, y, 1));
  }
  return { size: modules + 2 * edge, path: parts.join("") };
}

const LETTERS = {
  en: {
    subject: "Please approve read access for Handrail",
    before: (domain: string) =>
      `Hello,\n\nto look after the security incidents of ${domain}, our app “Handrail for partners” needs the consent of an administrator of your tenant. Please open this link, sign in and press Accept:`,
    after:
      "The app may then read incidents and alerts, and change nothing. A Privileged Role Administrator can approve it. At the end your browser shows an error page: that is fine, you are finished.\n\nYou do not have to tell us: we see it.",
  },
  fr: {
    subject: "Merci d’approuver l’accès en lecture de Handrail",
    before: (domain: string) =>
      `Bonjour,\n\npour suivre les incidents de sécurité de ${domain}, notre application « Handrail pour partenaires » a besoin du consentement d’un administrateur de votre locataire. Veuillez ouvrir ce lien, vous connecter et appuyer sur Accepter :`,
    after:
      "L’application pourra alors lire les incidents et les alertes, sans rien modifier. Un administrateur de rôle privilégié peut l’approuver. À la fin, votre navigateur affiche une page d’erreur : c’est normal, vous avez terminé.\n\nVous n’avez pas à nous prévenir : nous le voyons.",
  },
};

export function invitation(customer: CustomerBrief, { form, language }: InvitationChoice): Invitation {
  const { tenantId, domain } = customer;
  const page =
    form === "scoped" ? "v2.0/adminconsent?scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&" : "adminconsent?";
  const link = `https://login.microsoftonline.com/${tenantId}/${page}client_id=3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918&redirect_uri=http%3A%2F%2Flocalhost&state=q7Zk0cV1`;
  const { subject, before, after } = LETTERS[language];
  return {
    tenantId,
    domain,
    link,
    state: "q7Zk0cV1",
    redirectUri: "http://localhost",
    loopback: true,
    subject,
    message: [before(domain), link, after].join("\n\n"),
    qr: qrPicture(),
  };
}

/** What an address says that came back. */
export function callbackRead(customer: CustomerBrief, part: Partial<CallbackRead> = {}): CallbackRead {
  const { tenantId, domain } = customer;
  return { tenantId, domain, outcome: "consented", problem: null, state: "consented", ...part };
}

type Inviting = Pick<
  Door,
  | "invitation"
  | "copyInvitation"
  | "saveHandoff"
  | "saveInvitations"
  | "saveRedirectPage"
  | "readCallback"
  | "startCustomerConsent"
  | "finishCustomerConsent"
  | "consentAgain"
>;

/** The part of the door that invites customers. A customer whom it does not know is named by the tenant. */
export function fakeInvitations(customers: CustomerBrief[] = [FABRIKAM, ADATUM]): Inviting {
  const customer = (tenantId: string) =>
    customers.find((one) => one.tenantId === tenantId) ?? customerBrief(tenantId, { tenantId });
  let asked = FABRIKAM;
  return {
    invitation: async (_, tenantId, choice) => invitation(customer(tenantId), choice),
    copyInvitation: async () => undefined,
    saveHandoff: async (_, tenantIds) =>
      tenantIds.map((tenantId) => {
        const folder = tenantIds.length > 1 ? "Handoff 2026-11-20T18.05.00/" : "";
        return savedFile("html", 1, `${folder}Handoff ${customer(tenantId).domain}`);
      }),
    saveInvitations: async (_, tenantIds) => savedFile("csv", tenantIds.length, "Invitations"),
    saveRedirectPage: async () => savedFile("html", 1, "Consent given"),
    readCallback: async (_, text) => {
      const from = customers.find(({ tenantId }) => text.includes(tenantId));
      const code = /admin_consent|error=/.test(text) ? "callback_of_another_link" : "callback_not_recognised";
      if (!from) throw new Problem({ ...ownReport(code), finding: true, remedy: "none", retryable: false });
      if (!text.includes("error=")) return callbackRead(from);
      const problem = { ...ownReport("consent_declined"), finding: true };
      return callbackRead(from, { outcome: "refused", problem, state: "no-app" });
    },
    startCustomerConsent: async (connectionId, tenantId) => {
      asked = customer(tenantId);
      return {
        connectionId,
        link: invitation(asked, { form: "static", language: "en" }).link,
        listening: true,
        expiresAt: new Date(Date.now() + 5 * 60_000).toISOString(),
        browserProblem: null,
      };
    },
    finishCustomerConsent: async () => callbackRead(asked),
    consentAgain: async () => ({ permissions: [], customers: [] }),
  };
}
