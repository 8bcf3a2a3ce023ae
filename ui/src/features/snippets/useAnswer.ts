import { useEffect, useState } from "react";
import { asReport, type ErrorReport } from "../../ipc";

interface Answer<T> {
  value: T | null;
  problem: ErrorReport | null;
}

/** What was asked, asked again when the question changes. An answer that comes late to another question is dropped. */
export function useAnswer<T>(ask: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, problem: null });
  useEffect(() => {
    let wanted = true;
    ask().then(
      (value) => wanted && setAnswer({ value, problem: null }),
      (thrown) => wanted && setAnswer({ value: null, problem: asReport(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [ask]);
  return answer;
}
