/** Signing in for a set-up without a desktop: whoever is asked agrees at once, unless a test wants them to think. */
import type { RegistrationChoices, SetupClient, SetupView } from "../bindings";
import type { Door, Problem } from "../door";

/** The practice tenant's client for setting up. */
export const SETUP_CLIENT: SetupClient = { kind: "own", client_id: "b5f0a6d4-3c1e-4f0b-8a77-5d0e4c1b9f23" };

const MINUTE = 60_000;

export interface FakeSetup {
  /** Through what somebody signed in last; null where nobody ever did. */
  client?: SetupClient | null;
  /** The browser never answers. */
  silent?: boolean;
}

interface Around {
  /** What the plan for these choices needs. */
  scopesOf(connectionId: string, choices: RegistrationChoices): string[];
  /** Whoever gives up a sign-in calls this. */
  waits(giveUp: (thrown: Problem) => void): void;
}

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

export function fakeSetup({ scopesOf, waits }: Around, { client = SETUP_CLIENT, silent = false }: FakeSetup = {}) {
  const attempts = new Map<string, { connectionId: string; scopes: string[] }>();
  const signedIn = new Map<string, SetupView>();
  let chosen = client;
  const door: SetupDoor = {
    startSetupSignIn: async (connectionId, _, choices) => {
      attempts.set("setup-1", { connectionId, scopes: scopesOf(connectionId, choices) });
      return {
        attemptId: "setup-1",
        connectionId,
        authorizeUrl: "http://127.0.0.1:40001/authorize?setup",
        redirectUri: "http://localhost:53212",
        startedAt: new Date().toISOString(),
        expiresAt: new Date(Date.now() + 10 * MINUTE).toISOString(),
        browserProblem: null,
      };
    },
    startSetupDeviceSignIn: async (connectionId, _, choices) => {
      attempts.set("setup-2", { connectionId, scopes: scopesOf(connectionId, choices) });
      return {
        attemptId: "setup-2",
        connectionId,
        userCode: "KQ7HX2P9M",
        verificationUri: "http://127.0.0.1:40001/devicelogin",
        startedAt: new Date().toISOString(),
        expiresAt: new Date(Date.now() + 15 * MINUTE).toISOString(),
      };
    },
    finishSetupSignIn: async (attemptId) => {
      if (silent) await new Promise((_, reject) => waits(reject));
      const { connectionId = "", scopes = [] } = attempts.get(attemptId) ?? {};
      const view: SetupView = {
        userName: "admin@contoso.com",
        clientId: chosen?.kind === "own" ? chosen.client_id : "14d82eec-204b-4c2f-b7e8-296a70dab67e",
        scopes: [...scopes, "openid", "profile"],
        expiresAt: new Date(Date.now() + 60 * MINUTE).toISOString(),
      };
      signedIn.set(connectionId, view);
      return view;
    },
    setupSignedIn: async (connectionId) => signedIn.get(connectionId) ?? null,
    forgetSetup: async (connectionId) => void signedIn.delete(connectionId),
    setupClient: async () => chosen,
    keepSetupClient: async (_, next) => {
      chosen = next;
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
  return { door, isSignedIn: (connectionId: string) => signedIn.has(connectionId) };
}
