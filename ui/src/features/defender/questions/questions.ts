import { useEffect, useMemo, useState } from "react";
import type { Route } from "../../../app/route";
import { type Api, type ConnectionView, type Question, type QuestionCall, useDoor } from "../../../ipc";

/** A ready question, and how this connection asks it. */
export interface ReadyQuestion {
  question: Question;
  call: QuestionCall;
  /** The permission that it needs. */
  permission: string;
}

/** The questions that can be asked through an API, in their order. */
export function offered(questions: Question[], api: Api, context: "user" | "application"): ReadyQuestion[] {
  return questions.flatMap((question) => {
    const call = question.calls.find(({ connection }) => connection === api);
    return call ? { question, call, permission: call[context] } : [];
  });
}

/** The screen that answers a question. */
export function answeredBy({ question: { id, hunting } }: ReadyQuestion, connectionId: string): Route {
  if (hunting !== null) return { screen: "hunting", connectionId, text: hunting, run: true };
  return { screen: "incidents", connectionId, question: id };
}

/** The ready questions of a connection; null until they are there. */
export function useQuestions(connection: ConnectionView | null): ReadyQuestion[] | null {
  const door = useDoor();
  const [questions, setQuestions] = useState<Question[] | null>(null);
  const wanted = connection !== null;
  useEffect(() => {
    if (!wanted) return undefined;
    let here = true;
    // Without them everything else still works: they are a short cut.
    door.questions().then(
      (found) => here && setQuestions(found),
      () => here && setQuestions([]),
    );
    return () => {
      here = false;
    };
  }, [door, wanted]);
  const goal = connection?.goal;
  return useMemo(() => (goal && questions ? offered(questions, goal.api, goal.context) : null), [goal, questions]);
}
