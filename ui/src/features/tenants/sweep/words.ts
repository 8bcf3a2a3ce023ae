import { useMemo } from "react";
import { problemWords } from "../../../components/problem";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { Key } from "../../../i18n/words";
import type { ConnectionView, ErrorReport, SweepQuestion, SweptCustomer } from "../../../ipc";
import { isList, knownHours } from "../../defender/kinds";
import { useQuestionWords } from "../../defender/questions/questionWords";
import { lookOf } from "./looks";
import type { Asked } from "./sweeps";

/** Seconds from which on time is said in hours. */
const LONG = 2 * 3600;

/** How far one customer is, in words. */
export function useCustomerWords(): (customer: SweptCustomer) => string {
  const speech = useWords();
  const { t } = speech;
  return useMemo(
    () => (customer) => {
      const { rows, waitingSeconds, problem } = customer;
      const look = lookOf(customer);
      if (look === "held") return t("sweep.held", { seconds: waitingSeconds ?? 0 });
      if (look === "failed" && problem) return failureWords({ ...customer, problem }, null, speech).title;
      if (look === "done" || (look === "running" && rows > 0)) return t("sweep.rows", { count: rows });
      return t(`sweep.look.${look}`);
    },
    [t, speech],
  );
}

/** Why a customer failed; in it the customer is named as the partner knows it. */
export function failureWords(
  { name, domain, problem }: Pick<SweptCustomer, "name" | "domain"> & { problem: ErrorReport },
  connection: ConnectionView | null,
  speech: ReturnType<typeof useWords>,
): ReturnType<typeof problemWords> {
  const params = { customer: name ?? domain, domain, ...problem.params };
  return problemWords({ ...problem, params }, connection, speech);
}

/** Why several customers failed, where the usual words name one customer; none where they speak of nobody. */
export function sharedWords(
  { code, entry, params }: ErrorReport,
  customers: string,
  { t, has }: ReturnType<typeof useWords>,
): ReturnType<typeof problemWords> | null {
  const own = `errors.${code}.many`;
  if (entry || !has(`${own}.title`)) return null;
  const word = (part: "title" | "cause" | "action") => t(`${own}.${part}` as Key, { ...params, customers });
  return { title: word("title"), cause: word("cause"), action: word("action") };
}

/** What was asked, as a heading. */
export function useAskedWords(): (asked: Asked) => string {
  const { t } = useWords();
  const ready = useQuestionWords();
  return useMemo(
    () =>
      ({ question, ready: asked }) =>
        asked ? ready.title(asked.id) : named(question, t),
    [t, ready],
  );
}

function named(question: SweepQuestion, t: ReturnType<typeof useWords>["t"]): string {
  if (question.kind === "score") return t("defender.kind.score");
  if (question.kind === "hunt" || !isList(question.query.kind)) return t("sweep.hunt");
  const { kind, hours } = question.query;
  const known = knownHours(hours);
  const name = t(`defender.kind.${kind}`);
  return known ? t("defender.heading", { kind: name, window: t(`defender.last.${known}`) }) : name;
}

/** Time left as one says it: nobody knows it to the second. */
export function useTimeLeft(): (seconds: number | null) => string {
  const { t } = useWords();
  const format = useFormat();
  return (seconds) => {
    if (seconds === null) return t("sweep.left.unknown");
    if (seconds < 60) return t("sweep.left.short");
    const whole = Math.round(seconds / 60) * 60_000;
    return t("sweep.left.about", { time: seconds < LONG ? format.minutes(whole) : format.duration(whole) });
  };
}
