/** Signing in for a set-up without a desktop: whoever is asked agrees at once. */
import type { SetupClient, SetupView } from "../bindings";
import type { Door } from "../door";

/** The practice tenant's client for setting up. */
export const SETUP_CLIENT: SetupClient = { kind: "own", client_id: "b5f0a6d4-3c1e-4f0b-8a77-5d0e4c1b9f23" };

export const SIGNED_IN: SetupView = {
  userName: "admin@contoso.com",
  clientId: "b5f0a6d4-3c1e-4f0b-8a77-5d0e4c1b9f23",
  scopes: ["Application.ReadWrite.All", "openid", "profile"],
  expiresAt: "2026-11-21T23:30:00Z",
};

type SetupDoor = Pick<
  Door,
  | "startSetupSignIn"
  | "startSetupDeviceSignIn"
  | "finishSetupSignIn"
  | "setupSignedIn"
  | "forgetSetup"
  | "setupClient"
  | "keepSetupClient"
  | "applyRegistration"
  | "cancelRegistration"
  | "registrationRun"
>;

export function fakeSetup(): SetupDoor {
  const attempts = new Map<string, string>();
  const signedIn = new Set<string>();
  const clients = new Map<string, SetupClient>();
  return {
    startSetupSignIn: async (connectionId) => {
      attempts.set("setup-1", connectionId);
      return {
        attemptId: "setup-1",
        connectionId,
        authorizeUrl: "http://127.0.0.1:40001/authorize?setup",
        redirectUri: "http://localhost:53212",
        startedAt: "2026-11-21T22:30:00Z",
        expiresAt: "2026-11-21T22:40:00Z",
        browserProblem: null,
      };
    },
    startSetupDeviceSignIn: async (connectionId) => {
      attempts.set("setup-2", connectionId);
      return {
        attemptId: "setup-2",
        connectionId,
        userCode: "KQ7HX2P9M",
        verificationUri: "http://127.0.0.1:40001/devicelogin",
        startedAt: "2026-11-21T22:30:00Z",
        expiresAt: "2026-11-21T22:45:00Z",
      };
    },
    finishSetupSignIn: async (attemptId) => {
      const connectionId = attempts.get(attemptId);
      if (connectionId) signedIn.add(connectionId);
      return SIGNED_IN;
    },
    setupSignedIn: async (connectionId) => (signedIn.has(connectionId) ? SIGNED_IN : null),
    forgetSetup: async (connectionId) => {
      signedIn.delete(connectionId);
    },
    setupClient: async (connectionId) => clients.get(connectionId) ?? SETUP_CLIENT,
    keepSetupClient: async (connectionId, client) => {
      clients.set(connectionId, client);
    },
    applyRegistration: async (connectionId, choices) => ({
      connectionId,
      startedAt: "2026-11-21T22:30:00Z",
      choices,
      clientId: SETUP_CLIENT.kind === "own" ? SETUP_CLIENT.client_id : null,
      steps: [],
      finished: true,
      resumable: false,
      undoable: true,
      undoing: false,
    }),
    cancelRegistration: async () => undefined,
    registrationRun: async () => null,
  };
}
