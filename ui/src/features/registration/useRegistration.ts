import { useCallback, useEffect, useMemo, useRef } from "react";
import { useEscape } from "../../app/escape";
import { keptBehind, useKept } from "../../app/kept";
import { useSession } from "../../app/session";
import {
  asReport,
  type Credential,
  type ErrorReport,
  type RegistrationChoices,
  type RegistrationPlan,
  type RunView,
  type SetupClient,
  type SetupView,
  type SignInAttempt,
  useDoor,
} from "../../ipc";
import { differs } from "./differs";
import { heard, NOTHING_HEARD, type Progress, standing, stoppedAt } from "./progress";

/**
 * Where the making of a registration is. "asking" is a plan that turned out different once the tenant could be looked
 * into, or a registration that is there already.
 */
export type Stage = "opening" | "planning" | "signing_in" | "looking" | "asking" | "applying" | "stopped" | "done";

/** The making of one registration. It outlives the screen: what is applied goes on while somebody looks elsewhere. */
export interface Making {
  stage: Stage;
  choices: RegistrationChoices;
  client: SetupClient | null;
  plan: RegistrationPlan | null;
  /** The sign-in that the browser has. */
  attempt: SignInAttempt | null;
  /** Whoever may register now. */
  setup: SetupView | null;
  progress: Progress;
  /** The person asked it to stop, and the call under way is waited for. */
  stopping: boolean;
  run: RunView | null;
  problem: ErrorReport | null;
}

const CLEAR: Making = {
  stage: "opening",
  choices: {},
  client: null,
  plan: null,
  attempt: null,
  setup: null,
  progress: NOTHING_HEARD,
  stopping: false,
  run: null,
  problem: null,
};

const makingBehind = keptBehind(CLEAR);

export interface MakingInHand extends Making {
  /** Nobody has to sign in before it begins. */
  signedIn: boolean;
  choose(choices: RegistrationChoices): void;
  chooseClient(client: SetupClient): void;
  chooseCredential(credential: Credential): void;
  /** Signs in where that is needed, looks into the tenant, and carries the plan out unless something has to be asked. */
  begin(): void;
  /** Carries out what is shown, also from where it stopped. */
  goOn(): void;
  /** Goes on as somebody else, or once more as the same. */
  signInAgain(): void;
  /** Goes on with a certificate where the tenant wants no secret. */
  useCertificate(): void;
  cancelSignIn(): void;
  stop(): void;
  /** Back to the plan of a run that has made nothing. */
  planAgain(): void;
}

/** Whether who is signed in may do all that a plan needs. */
function isEnough(setup: SetupView | null, plan: RegistrationPlan | null): boolean {
  if (!setup || !plan) return false;
  return plan.scopes.every(({ scope }) => setup.scopes.includes(scope));
}

/** How a screen begins with what is on the disk. */
function found(run: RunView | null): Partial<Making> {
  const unfinished = run !== null && !run.finished && !run.undoing && run.resumable;
  return {
    stage: unfinished ? "stopped" : "planning",
    run,
    choices: run?.choices ?? {},
    // What was taken away again says nothing of what is planned now.
    progress: unfinished ? standing(run) : NOTHING_HEARD,
    problem: unfinished ? (stoppedAt(run)?.problem ?? null) : null,
  };
}

export function useRegistration(connectionId: string): MakingInHand {
  const door = useDoor();
  const { learn } = useSession();
  const kept = makingBehind(door);
  const [making, change] = useKept(kept, connectionId);
  const now = useCallback(() => kept.of(connectionId), [kept, connectionId]);
  /** Counts the plans asked for: only the last one counts. */
  const plans = useRef(0);

  const plan = useCallback(
    async (choices: RegistrationChoices) => {
      plans.current += 1;
      const mine = plans.current;
      const next = await door.planRegistration(connectionId, choices);
      if (mine === plans.current) change({ plan: next });
      return next;
    },
    [door, connectionId, change],
  );

  /** Does something whose failure leads to a stage with its problem. */
  const attempt = useCallback(
    async (failed: Stage, work: () => Promise<void>) => {
      const { problem: before } = now();
      try {
        await work();
      } catch (thrown) {
        const problem = asReport(thrown);
        // Whoever gives up knows; what stood in the way before still does.
        const left = problem.code === "sign_in_cancelled" || problem.code === "cancelled";
        change({ stage: failed, attempt: null, problem: left ? before : problem });
      }
    },
    [change, now],
  );

  const replan = useCallback(
    (choices: RegistrationChoices) => {
      change({ choices, problem: null });
      void attempt(now().stage, async () => void (await plan(choices)));
    },
    [change, attempt, now, plan],
  );

  useEffect(() => {
    if (now().stage === "applying") return;
    void attempt("planning", async () => {
      const [run, client, setup] = await Promise.all([
        door.registrationRun(connectionId),
        door.setupClient(connectionId),
        door.setupSignedIn(connectionId),
      ]);
      change({ ...found(run), client: client ?? now().client, setup });
      await plan(now().choices);
    });
  }, [door, connectionId, change, now, attempt, plan]);

  const apply = useCallback(async () => {
    change({ stage: "applying", problem: null, stopping: false });
    await attempt("stopped", async () => {
      const run = await door.applyRegistration(connectionId, now().choices, (event) => {
        change({ progress: heard(now().progress, event, Date.now()) });
        if (event.event === "checklist") learn(event.checklist);
      });
      const problem = stoppedAt(run)?.problem ?? null;
      change({ run, progress: standing(run), stage: run.finished ? "done" : "stopped", problem });
    });
    await door.checklist(connectionId).then(learn, () => undefined);
  }, [door, connectionId, change, now, attempt, learn]);

  /** Waits for the browser; false where nobody is there to sign in through. */
  const signIn = useCallback(async (): Promise<boolean> => {
    const { client, choices } = now();
    if (!client) return false;
    const started = await door.startSetupSignIn(connectionId, client, choices);
    change({ stage: "signing_in", attempt: started, problem: null });
    const setup = await door.finishSetupSignIn(started.attemptId);
    change({ setup, attempt: null });
    return true;
  }, [door, connectionId, change, now]);

  const signedIn = useCallback(async (): Promise<boolean> => {
    const setup = await door.setupSignedIn(connectionId);
    change({ setup });
    return isEnough(setup, now().plan) || signIn();
  }, [door, connectionId, change, now, signIn]);

  const begin = useCallback(() => {
    void attempt("planning", async () => {
      const { plan: shown, choices } = now();
      if (!(await signedIn())) return;
      change({ stage: "looking", problem: null });
      const looked = await plan(choices);
      const isThere = looked.existing.length > 0 && !choices.repair;
      const asks = isThere || looked.problems.length > 0 || (shown !== null && differs(shown, looked));
      if (asks) change({ stage: "asking" });
      else await apply();
    });
  }, [attempt, now, signedIn, change, plan, apply]);

  /** Where a run stopped it goes on; what was only planned is looked at first. */
  const goOn = useCallback(() => {
    void attempt(now().stage, async () => {
      if (await signedIn()) await apply();
    });
  }, [attempt, now, signedIn, apply]);

  const signInAgain = useCallback(() => {
    const stage = now().stage;
    void attempt(stage, async () => {
      await door.forgetSetup(connectionId);
      change({ setup: null });
      if (stage === "stopped") goOn();
      else begin();
    });
  }, [attempt, now, door, connectionId, change, goOn, begin]);

  const cancelSignIn = useCallback(() => {
    const { attempt: waiting } = now();
    if (waiting) door.cancelSignIn(waiting.attemptId).catch(() => undefined);
  }, [door, now]);
  // Leaving the screen ends a sign-in that still waits; nobody would see what comes of it.
  useEffect(() => cancelSignIn, [cancelSignIn]);
  useEscape(making.stage === "signing_in" ? cancelSignIn : null);

  return useMemo(
    () => ({
      ...making,
      signedIn: isEnough(making.setup, making.plan),
      choose: replan,
      chooseClient: (client) => {
        change({ client, problem: null });
        door.keepSetupClient(connectionId, client).catch(() => undefined);
      },
      chooseCredential: (credential) =>
        void attempt(now().stage, async () => {
          learn(await door.setCredential(connectionId, credential));
          await plan(now().choices);
        }),
      begin,
      goOn,
      signInAgain,
      useCertificate: () =>
        void attempt("stopped", async () => {
          learn(await door.setCredential(connectionId, "certificate"));
          await plan(now().choices);
          goOn();
        }),
      cancelSignIn,
      stop: () => {
        change({ stopping: true });
        door.cancelRegistration(connectionId).catch(() => change({ stopping: false }));
      },
      planAgain: () => {
        change({ stage: "planning", run: null, progress: NOTHING_HEARD, problem: null });
        replan(now().choices);
      },
    }),
    [making, replan, begin, goOn, signInAgain, cancelSignIn, change, attempt, now, learn, plan, door, connectionId],
  );
}
