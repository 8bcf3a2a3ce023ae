import { useCallback, useEffect, useMemo } from "react";
import { useEscape } from "../../../app/escape";
import { keptBehind, useKept } from "../../../app/kept";
import { useSession } from "../../../app/session";
import {
  asReport,
  type DriftView,
  type ErrorReport,
  type RunEvent,
  type RunView,
  type SetupClient,
  type SignInAttempt,
  useDoor,
} from "../../../ipc";
import { heard, NOTHING_HEARD, type Progress, standing, stoppedAt } from "../progress";

/** What a person wants done with a registration that stands. */
export type Errand =
  | { kind: "check" }
  | { kind: "repair"; items: string[] }
  /** `instead`: a certificate takes the place of the secret, which stays. */
  | { kind: "rotate"; instead?: true }
  | { kind: "undo" };

/** The looking after of one registration. It outlives the screen: what is done goes on while somebody looks elsewhere. */
export interface Keeping {
  errand: Errand | null;
  /** What was noted of it since the screen was opened. */
  run: RunView | null;
  /** "asking" is through what to sign in, where nobody ever did; null: nothing is under way. */
  doing: "working" | "asking" | "signing_in" | null;
  attempt: SignInAttempt | null;
  client: SetupClient | null;
  progress: Progress;
  stopping: boolean;
  /** How the last look found it. */
  drift: DriftView | null;
  /** The differences that are about to be put right. */
  about: ReadonlySet<string>;
  /** The credential was made anew: the finished run. */
  renewed: RunView | null;
  /** What Handrail had made was taken away again. */
  gone: RunView | null;
  problem: ErrorReport | null;
}

const CLEAR: Keeping = {
  errand: null,
  run: null,
  doing: null,
  attempt: null,
  client: null,
  progress: NOTHING_HEARD,
  stopping: false,
  drift: null,
  about: new Set(),
  renewed: null,
  gone: null,
  problem: null,
};

const keepingBehind = keptBehind(CLEAR);

export interface KeepingInHand extends Keeping {
  begin(errand: Errand): void;
  /** Does again what stopped or failed. */
  again(): void;
  /** Signs in as somebody else, or once more as the same, and does what was wanted. */
  signInAgain(): void;
  /** Proves the app by a new certificate from now on, where the tenant wants no secret. */
  useCertificate(): void;
  /** Asks through what to sign in, and does then what was wanted. */
  askClient(): void;
  chooseClient(client: SetupClient): void;
  cancelSignIn(): void;
  stop(): void;
  /** Puts a difference among those that are about to be put right, or takes it out of them. */
  pick(ids: string[], picked: boolean): void;
  /** Leaves a question or a result behind. */
  clear(): void;
}

/** `found` is the run that was there when the screen was opened. */
export function useKeeping(connectionId: string, found: RunView | null): KeepingInHand {
  const door = useDoor();
  const { learn } = useSession();
  const kept = keepingBehind(door);
  const [keeping, change] = useKept(kept, connectionId);
  const now = useCallback(() => kept.of(connectionId), [kept, connectionId]);
  const run = keeping.run ?? found;
  const choices = run?.choices;

  const hear = useCallback(
    (event: RunEvent) => {
      change({ progress: heard(now().progress, event, Date.now()) });
      if (event.event === "checklist") learn(event.checklist);
    },
    [change, now, learn],
  );

  /** Where a run stopped it says why by itself. */
  const ended = useCallback(
    (after: RunView) => {
      change({ progress: standing(after) });
      const stopped = stoppedAt(after);
      if (stopped) change({ problem: stopped.problem });
      return stopped === null;
    },
    [change],
  );

  /** What the journal and the checklist say now; without it, the screen shows what it knew before. */
  const refresh = useCallback(async () => {
    const [list, after] = await Promise.allSettled([door.checklist(connectionId), door.registrationRun(connectionId)]);
    if (list.status === "fulfilled") learn(list.value);
    if (after.status === "fulfilled") change({ run: after.value });
  }, [door, connectionId, learn, change]);

  /** What differs now, where somebody knew it before; without an answer nobody knows. */
  const lookAgain = useCallback(async () => {
    if (!now().drift) return;
    const drift = await door.checkRegistration(connectionId).catch(() => null);
    change({ drift, about: new Set() });
  }, [door, connectionId, now, change]);

  const once = useCallback(
    async (errand: Errand) => {
      switch (errand.kind) {
        case "check":
          return change({ drift: await door.checkRegistration(connectionId), about: new Set() });
        case "repair":
          change({ drift: await door.repairRegistration(connectionId, errand.items, hear), about: new Set() });
          return;
        case "rotate": {
          const after = await door.rotateCredential(connectionId, hear);
          if (!ended(after)) return;
          change({ renewed: after });
          return lookAgain();
        }
        case "undo": {
          const after = await door.undoRegistration(connectionId, hear);
          if (ended(after)) change({ gone: after, drift: null, renewed: null });
          return;
        }
      }
    },
    [door, connectionId, change, hear, ended, lookAgain],
  );

  const signIn = useCallback(
    async (client: SetupClient) => {
      const attempt = await door.startSetupSignIn(connectionId, client, choices ?? {});
      change({ doing: "signing_in", attempt });
      await door.finishSetupSignIn(attempt.attemptId);
      change({ doing: "working", attempt: null });
    },
    [door, connectionId, choices, change],
  );

  /** Does it, after a sign-in where nobody is signed in who may. What the app may read of itself needs nobody. */
  const carryOut = useCallback(
    async (errand: Errand) => {
      try {
        await once(errand);
      } catch (thrown) {
        if (asReport(thrown).code !== "setup_missing") throw thrown;
        const client = now().client ?? (await door.setupClient(connectionId));
        change({ client });
        if (!client) return change({ doing: "asking" });
        await signIn(client);
        await once(errand);
      }
      await refresh();
      change({ doing: null });
    },
    [once, refresh, now, door, connectionId, change, signIn],
  );

  const begin = useCallback(
    (errand: Errand) => {
      if (now().doing === "working" || now().doing === "signing_in") return;
      change({ errand, doing: "working", progress: NOTHING_HEARD, stopping: false, renewed: null, problem: null });
      carryOut(errand).catch((thrown) => {
        void refresh();
        // Some of it may have been put right before it stopped.
        if (errand.kind === "repair") void lookAgain();
        const problem = asReport(thrown);
        const left = problem.code === "sign_in_cancelled" || problem.code === "cancelled";
        change({ doing: null, attempt: null, problem: left ? null : problem });
      });
    },
    [now, change, carryOut, refresh, lookAgain],
  );

  const again = useCallback(() => begin(now().errand ?? { kind: "check" }), [begin, now]);

  const cancelSignIn = useCallback(() => {
    const { attempt } = now();
    if (attempt) door.cancelSignIn(attempt.attemptId).catch(() => undefined);
  }, [door, now]);
  // Leaving the screen ends a sign-in that still waits; nobody would see what comes of it.
  useEffect(() => cancelSignIn, [cancelSignIn]);
  useEscape(keeping.doing === "signing_in" ? cancelSignIn : null);

  return useMemo(
    () => ({
      ...keeping,
      run,
      begin,
      again,
      signInAgain: () => void door.forgetSetup(connectionId).then(again, again),
      useCertificate: () =>
        void door.setCredential(connectionId, "certificate").then(
          (list) => {
            learn(list);
            begin({ kind: "rotate", instead: true });
          },
          (thrown) => change({ problem: asReport(thrown) }),
        ),
      askClient: () => change({ doing: "asking", problem: null }),
      chooseClient: (client) => {
        change({ client });
        door.keepSetupClient(connectionId, client).catch(() => undefined);
      },
      cancelSignIn,
      stop: () => {
        change({ stopping: true });
        door.cancelRegistration(connectionId).catch(() => change({ stopping: false }));
      },
      pick: (ids, picked) => {
        const about = new Set(now().about);
        for (const id of ids) picked ? about.add(id) : about.delete(id);
        change({ about });
      },
      clear: () =>
        change({ errand: null, run: null, doing: null, problem: null, renewed: null, gone: null, about: new Set() }),
    }),
    [keeping, run, begin, again, cancelSignIn, change, now, learn, door, connectionId],
  );
}
