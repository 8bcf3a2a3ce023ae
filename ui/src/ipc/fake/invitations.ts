/** Inviting customers without a desktop. */
import type { CallbackRead, Invitation, InvitationChoice } from "../bindings";
import type { Door } from "../door";
import { savedFile } from "./saving";

function invitation(tenantId: string, { language }: InvitationChoice): Invitation {
  const link = `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=x`;
  return {
    tenantId,
    domain: "fabrikam.example",
    link,
    state: "state",
    redirectUri: "http://localhost",
    loopback: true,
    subject: language,
    message: link,
    qr: { size: 9, path: "M4 4h1v1h-1z" },
  };
}

function consented(tenantId: string): CallbackRead {
  return { tenantId, domain: "fabrikam.example", outcome: "consented", problem: null, state: "consented" };
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

/** The part of the door that invites customers. */
export function fakeInvitations(): Inviting {
  let asked = "";
  return {
    invitation: async (_, tenantId, choice) => invitation(tenantId, choice),
    copyInvitation: async () => undefined,
    saveHandoff: async (_, tenantIds) => tenantIds.map(() => savedFile("html", 1)),
    saveInvitations: async (_, tenantIds) => savedFile("csv", tenantIds.length),
    saveRedirectPage: async () => savedFile("html", 1),
    readCallback: async () => consented(asked),
    startCustomerConsent: async (connectionId, tenantId) => {
      asked = tenantId;
      return {
        connectionId,
        link: invitation(tenantId, { form: "static", language: "en" }).link,
        listening: true,
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
        browserProblem: null,
      };
    },
    finishCustomerConsent: async () => consented(asked),
    consentAgain: async () => ({ permissions: [], customers: [] }),
  };
}
