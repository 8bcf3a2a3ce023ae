/** One question to many customers without a desktop: two answer, one fails, one is skipped. */
import type { SweepQuery, SweepView, SweptCustomer } from "../bindings";
import type { Door } from "../door";
import { savedFile } from "./saving";

const FOLDER = "/home/ana/Documents/Handrail/Sweep 2026-11-20T18.05.00";

export function sweptCustomer(domain: string, change: Partial<SweptCustomer> = {}): SweptCustomer {
  return {
    tenantId: `tenant of ${domain}`,
    domain,
    name: null,
    state: "done",
    rows: 12,
    requests: 2,
    waitingSeconds: null,
    problem: null,
    file: `${FOLDER}/${domain}.json`,
    ...change,
  };
}

export function sweepView(connectionId: string, query: SweepQuery, change: Partial<SweepView> = {}): SweepView {
  const kind = query.question.kind === "list" ? query.question.query.kind : query.question.kind;
  return {
    folder: FOLDER,
    resultId: `${connectionId}/sweep`,
    kind: kind === "hunt" ? "hunting" : kind,
    question: query.question,
    startedAt: "2026-11-20T18:05:00Z",
    customers: [sweptCustomer("fabrikam.example"), sweptCustomer("northwind.example")],
    succeeded: 2,
    failed: 0,
    skipped: 0,
    rows: 24,
    requests: 4,
    throttled: 0,
    elapsedMs: 900,
    complete: true,
    stopped: null,
    failures: [],
    files: [savedFile("json", 24, "All customers")],
    ...change,
  };
}

type Sweeping = Pick<Door, "startSweep" | "resumeSweep" | "cancelSweep" | "unfinishedSweeps" | "discardSweep">;

/** The part of the door that asks all customers. */
export function fakeSweep(): Sweeping {
  let last: SweepView | null = null;
  return {
    startSweep: async (id, query) => {
      last = sweepView(id, query);
      return last;
    },
    resumeSweep: async (id) =>
      last ?? sweepView(id, { question: { kind: "score" }, tenantIds: null, concurrency: null, formats: [] }),
    cancelSweep: async () => undefined,
    unfinishedSweeps: async () => [],
    discardSweep: async () => undefined,
  };
}
