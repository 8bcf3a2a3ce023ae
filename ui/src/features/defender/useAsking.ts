import { useEffect, useRef, useState } from "react";
import { useRoute } from "../../app/route";
import { type ConnectionView, type Estimate, type ListQuery, useDoor } from "../../ipc";
import { firstList, type ListKind, type Shown } from "./kinds";
import { answeredBy, type ReadyQuestion, useQuestions } from "./questions/questions";
import { type Asked, useReadings } from "./reading";

/** Hours from which on a question is worth counting before it is asked. */
const LONG = 168;
/** Rows and seconds from which on a person is asked first. */
const MANY = 10_000;
const LENGTHY = 60;

/** What the person said on the way here. */
export interface Wish {
  /** Read at once. */
  read: boolean;
  /** The id of a ready question. */
  question: string | null;
}

/** A large question with what it costs. */
export interface LargeQuestion {
  query: ListQuery;
  estimate: Estimate;
}

export interface Asking {
  kind: Shown;
  show(kind: Shown): void;
  questions: ReadyQuestion[];
  /** Asks, after a look at what it costs where it may be much. */
  ask(query: ListQuery): Promise<void>;
  /** Asks whatever it costs. */
  askAnyway(query: ListQuery): void;
  askReady(ready: ReadyQuestion): void;
  /** Waits for a decision. */
  large: LargeQuestion | null;
  letGo(): void;
}

/** What is asked through a connection, from the wish on. */
export function useAsking(connection: ConnectionView, wish: Wish): Asking {
  const door = useDoor();
  const { go } = useRoute();
  const readings = useReadings();
  const questions = useQuestions(connection);
  const [large, setLarge] = useState<LargeQuestion | null>(null);
  const kind = readings.shown(connection.id) ?? firstList(connection.goal.api);

  const show = (next: Shown) => {
    setLarge(null);
    readings.show(connection.id, next);
  };
  const read = (query: ListQuery, asked: Asked = {}) => {
    show(query.kind as ListKind);
    void readings.read(connection.id, query, asked);
  };
  const ask = async (query: ListQuery) => {
    show(query.kind as ListKind);
    if (query.hours >= LONG && !query.top) {
      // Without an estimate the question itself will say what is wrong.
      const estimate = await door.estimate(connection.id, query).catch(() => null);
      if (estimate && isLarge(estimate)) return setLarge({ query, estimate });
    }
    return read(query);
  };
  const askReady = (ready: ReadyQuestion) => {
    const { question } = ready;
    if (question.hunting !== null) return go(answeredBy(ready, connection.id));
    if (question.kind === "score") return show("score");
    return question.query ? read(question.query, { question }) : undefined;
  };

  // Who opens this screen on a connection that works wants to see something, not a button.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || (wish.question !== null && questions === null)) return;
    begun.current = true;
    const ready = questions?.find(({ question }) => question.id === wish.question);
    if (ready) return askReady(ready);
    if (kind === "score") return;
    const { query, view, problem } = readings.of(connection.id, kind);
    if (wish.read || (connection.ready && !view && !problem)) read(query);
  });

  return {
    kind,
    show,
    questions: questions ?? [],
    ask,
    askAnyway: read,
    askReady,
    large,
    letGo: () => setLarge(null),
  };
}

function isLarge({ rows, seconds }: Estimate): boolean {
  return (rows ?? 0) > MANY || (seconds ?? 0) > LENGTHY;
}
