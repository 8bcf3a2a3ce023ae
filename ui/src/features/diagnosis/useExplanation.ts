import { useCallback, useRef, useState } from "react";
import { useTask } from "../../app/task";
import { type ClinicReport, type Diagnosis, type ErrorReport, type Hints, useDoor } from "../../ipc";

/** What was asked about. A text that was typed is not kept: it may be a token after all. */
export interface Explanation {
  diagnosis: Diagnosis;
  /** Where it came from: what the clipboard still holds can be put where it belongs. */
  source: "clipboard" | "typed";
  /** With a script: what is wrong in it. */
  clinic: ClinicReport | null;
  /** Counts the answers, so that the same answer twice is two. */
  turn: number;
}

/** Nothing is known of how the text came about; what the text itself says decides. */
const NO_HINTS: Hints = { flow: null, api: null, context: null };

interface Explaining {
  busy: boolean;
  problem: ErrorReport | null;
  explanation: Explanation | null;
  /** Asks what the clipboard holds. The desktop reads it, so that it never enters the window. */
  explainClipboard(): Promise<boolean>;
  /** Asks what this text means. True once the desktop has answered. */
  explainText(text: string): Promise<boolean>;
}

/** One question after the other about pasted things; the last answer stays until the next. */
export function useExplanation(connectionId: string | null): Explaining {
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const turn = useRef(0);

  const ask = useCallback(
    async (source: Explanation["source"], diagnose: () => Promise<Diagnosis>, clinic: () => Promise<ClinicReport>) => {
      setExplanation(null);
      const done = await run(async () => {
        const diagnosis = await diagnose();
        const report = diagnosis.recognised === "script" ? await clinic() : null;
        turn.current += 1;
        setExplanation({ diagnosis, source, clinic: report, turn: turn.current });
        return true;
      });
      return done === true;
    },
    [run],
  );
  const explainClipboard = useCallback(
    () =>
      ask(
        "clipboard",
        () => door.diagnoseClipboard(connectionId, NO_HINTS),
        () => door.clinicClipboard(),
      ),
    [ask, door, connectionId],
  );
  const explainText = useCallback(
    (text: string) =>
      ask(
        "typed",
        () => door.diagnose(connectionId, text, NO_HINTS),
        () => door.clinic(text),
      ),
    [ask, door, connectionId],
  );
  return { busy, problem, explanation, explainClipboard, explainText };
}
