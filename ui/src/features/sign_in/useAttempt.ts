import { useCallback, useEffect, useRef, useState } from "react";
import { useEscape } from "../../app/escape";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { asReport, type ErrorReport, type SignInStage, useDoor } from "../../ipc";

/** Follows one attempt to its end. Leaving the screen, by Esc too, ends an attempt that is still waiting. */
export function useAttempt(connectionId: string, attemptId: string) {
  const door = useDoor();
  const { route, go } = useRoute();
  const afterwards = useRef("afterwards" in route ? route.afterwards : undefined);
  const { learn } = useSession();
  const [stage, setStage] = useState<SignInStage>("waiting");
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const settled = useRef(false);
  const finished = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    let here = true;
    finished.current = door
      .finishSignIn(attemptId, (next) => here && setStage(next))
      .then(
        (checklist) => {
          settled.current = true;
          learn(checklist);
          if (here) go(afterwards.current ?? { screen: "checklist", connectionId });
        },
        (thrown) => {
          // Who gave up is told by the step itself, back on the checklist.
          const left = settled.current;
          settled.current = true;
          if (here && !left) setFailed(asReport(thrown));
        },
      );
    return () => {
      here = false;
      if (!settled.current) door.cancelSignIn(attemptId).catch(() => undefined);
    };
  }, [door, attemptId, connectionId, go, learn]);

  const cancel = useRef(async () => {
    if (settled.current) return;
    settled.current = true;
    await door.cancelSignIn(attemptId).catch(() => undefined);
    await finished.current;
  });
  const leave = useCallback(async () => {
    await cancel.current();
    go({ screen: "checklist", connectionId, step: "sign-in" });
  }, [go, connectionId]);
  useEscape(leave);
  return { stage, failed, leave };
}
