import { useMemo } from "react";
import type { BoardView, ConnectionView } from "../../../ipc";
import { type ReadyQuestion, useQuestions } from "../../defender/questions/questions";

/** The ready question that is asked with a time of one's choice instead. */
const CHOSEN_BY_TIME = "last_48_hours";

/** What customers can be asked. */
export interface Possible {
  ready: ReadyQuestion[];
  /** Queries of one's own too. */
  hunting: boolean;
}

/**
 * The questions that the partner's application may ask: those whose permission is wanted at the customers. Before that
 * is known, all that the API answers.
 */
export function usePossible(connection: ConnectionView, board: BoardView | null): Possible {
  const questions = useQuestions(connection);
  return useMemo(() => {
    const wanted = board && new Set(board.wanted.map(({ permission }) => permission));
    const may = ({ permission }: ReadyQuestion) => !wanted || wanted.has(permission);
    const ready = (questions ?? []).filter((one) => one.question.id !== CHOSEN_BY_TIME && may(one));
    return { ready, hunting: ready.some(({ question }) => question.hunting !== null) };
  }, [questions, board]);
}
