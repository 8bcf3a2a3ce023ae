/** One question to many customers without a desktop: as many as wanted, every tenth in some broken state. */
import type {
  CellView,
  ErrorReport,
  ListQuery,
  ResultView,
  SweepFailure,
  SweepProgress,
  SweepQuery,
  SweepView,
  SweptCustomer,
  UnfinishedSweep,
} from "../bindings";
import { type Door, ownReport } from "../door";
import { savedFile } from "./saving";
import { type FakeTable, resultView } from "./tables";

const FOLDER = "/home/ana/Documents/Handrail/Sweep 2026-11-20T18.05.00";

const NAMES = [
  "Adatum",
  "Alpine Ski House",
  "Bellows College",
  "Fourth Coffee",
  "Lamna Healthcare",
  "Margie’s Travel",
  "Nod Publishers",
  "Proseware",
  "Relecloud",
  "Tailspin Toys",
  "Wingtip Toys",
  "Woodgrove",
];

/** Why the tenth customers do not answer, in turn. */
const PROBLEMS: ErrorReport[] = [
  {
    ...ownReport("customer_consent_missing"),
    finding: true,
    step: "consent",
    remedy: "none",
    retryable: false,
    params: { permission: "SecurityIncident.Read.All" },
  },
  { ...ownReport("server_trouble"), params: { host: "graph.microsoft.com" } },
  {
    ...ownReport("customer_defender_not_active"),
    finding: true,
    step: "incidents",
    remedy: "ask_admin",
    retryable: false,
  },
];

export function sweptCustomer(domain: string, change: Partial<SweptCustomer> = {}): SweptCustomer {
  return {
    tenantId: `tenant of ${domain}`,
    domain,
    name: null,
    state: "done",
    consent: "consented",
    rows: 12,
    requests: 2,
    waitingSeconds: null,
    problem: null,
    file: `${FOLDER}/${domain}.json`,
    ...change,
  };
}

/** So many customers at the end of a sweep. */
export function sweptCustomers(count: number): SweptCustomer[] {
  return Array.from({ length: count }, (_, at): SweptCustomer => {
    const name = NAMES[at % NAMES.length] ?? "";
    const turn = Math.floor(at / NAMES.length);
    const domain = `${name.toLowerCase().replace(/[^a-z]/g, "")}${turn > 0 ? `-${turn}` : ""}.example`;
    const shared = { name: at % 3 === 0 ? `${name}${turn > 0 ? ` ${turn}` : ""}` : null };
    const problem = at % 10 === 3 ? PROBLEMS[Math.floor(at / 10) % PROBLEMS.length] : undefined;
    if (problem) return sweptCustomer(domain, { ...shared, state: "failed", rows: 0, problem, file: null });
    return sweptCustomer(domain, { ...shared, rows: (at * 7) % 23 });
  });
}

/** Who failed, by the reason. */
function failuresOf(customers: SweptCustomer[]): SweepFailure[] {
  const failures = new Map<string, SweepFailure>();
  for (const { problem, tenantId } of customers) {
    if (!problem) continue;
    const failure = failures.get(problem.code) ?? { problem, tenantIds: [] };
    failure.tenantIds.push(tenantId);
    failures.set(problem.code, failure);
  }
  return [...failures.values()].sort((a, b) => b.tenantIds.length - a.tenantIds.length);
}

export function sweepView(
  connectionId: string,
  { question, formats = [] }: Asked,
  customers: SweptCustomer[],
): SweepView {
  const kind = question.kind === "list" ? question.query.kind : question.kind;
  const of = (state: SweptCustomer["state"]) => customers.filter((customer) => customer.state === state).length;
  const sum = (value: (customer: SweptCustomer) => number) =>
    customers.reduce((total, customer) => total + value(customer), 0);
  const rows = sum((customer) => customer.rows);
  return {
    folder: FOLDER,
    resultId: `${connectionId}/sweep`,
    kind: kind === "hunt" ? "hunting" : kind,
    question,
    startedAt: "2026-11-20T18:05:00Z",
    customers,
    succeeded: of("done"),
    failed: of("failed"),
    skipped: of("skipped"),
    rows,
    requests: sum(({ requests }) => requests),
    throttled: 0,
    elapsedMs: customers.length * 90,
    complete: of("waiting") === 0,
    stopped: null,
    failures: failuresOf(customers),
    files: formats.map((format) => ({ ...savedFile(format, rows), path: `${FOLDER}/All customers.${format}` })),
  };
}

/** The same rows as those of one tenant, each with the customer that it came from. */
function tableOf(table: FakeTable, customers: SweptCustomer[]): FakeTable {
  const whose = customers.flatMap((customer) => Array.from({ length: customer.rows }, () => customer));
  return {
    columns: [{ name: "customer", kind: "text" }, { name: "tenant", kind: "text" }, ...table.columns],
    rows: whose.map(({ name, domain, tenantId }, at): CellView[] => [
      name ?? domain,
      tenantId,
      ...(table.rows[at % table.rows.length] ?? []),
    ]),
  };
}

/** How the customers of a test or of a picture behave. */
export interface FakeSweep {
  customers?: SweptCustomer[];
  /** Resolves when the next customer may answer. */
  pause?: () => Promise<void>;
  /** Hears who is asked. */
  onAsked?: (domain: string) => void;
  /** A sweep that ended early before the window opened. */
  unfinished?: UnfinishedSweep[];
}

interface Holding {
  /** What a question brings from one tenant. */
  answer(query: ListQuery): FakeTable;
  /** Keeps a result with its rows. */
  hold(view: ResultView, table: FakeTable): void;
}

type Sweeping = Pick<Door, "startSweep" | "resumeSweep" | "cancelSweep" | "unfinishedSweeps" | "discardSweep">;

/** What a sweep is about. */
type Asked = Pick<SweepQuery, "question" | "formats">;

const EVERYTHING: ListQuery = { kind: "incidents", hours: 48 };

/** How far a sweep is, told at a customer. */
function progressAt(customer: SweptCustomer, asked: SweptCustomer[], ended: ReadonlySet<string>): SweepProgress {
  const over = asked.filter(({ tenantId }) => ended.has(tenantId));
  return {
    done: over.length,
    of: asked.length,
    failed: over.filter(({ state }) => state === "failed").length,
    rows: over.reduce((sum, { rows }) => sum + rows, 0),
    requests: over.length * 2,
    secondsLeft: over.length < 3 ? null : (asked.length - over.length) * 0.2,
    customer,
  };
}

/** A customer whose turn is not over yet. */
function before(customer: SweptCustomer, state: SweptCustomer["state"]): SweptCustomer {
  return { ...customer, state, rows: 0, problem: null, file: null };
}

/** The part of the door that asks all customers. */
export function fakeSweep({ answer, hold }: Holding, behaviour: FakeSweep = {}): Sweeping {
  const { customers = sweptCustomers(24), pause = async () => undefined, onAsked } = behaviour;
  const asked = customers.filter(({ state }) => state !== "skipped");
  let unfinished = behaviour.unfinished ?? [];
  let ended = new Set<string>();
  let cancelled = false;
  let last: Asked = { question: { kind: "list", query: EVERYTHING }, formats: ["json"] };

  const concluded = (id: string, folder: string): SweepView => {
    const isOver = ({ state, tenantId }: SweptCustomer) => state === "skipped" || ended.has(tenantId);
    const now = customers.map((customer) => (isOver(customer) ? customer : before(customer, "waiting")));
    const view = sweepView(id, last, now);
    const query = last.question.kind === "list" ? last.question.query : EVERYTHING;
    const table = tableOf(answer(query), now);
    const { resultId, kind, complete, succeeded, failed, startedAt, question } = view;
    hold({ ...resultView(id, query, table, Date.now()), resultId, kind, saved: null }, table);
    unfinished = complete ? [] : [{ folder, startedAt, question, done: succeeded, of: asked.length, failed }];
    return view;
  };
  const sweep: Door["resumeSweep"] = async (id, folder, onProgress) => {
    cancelled = false;
    for (const customer of asked.filter(({ tenantId }) => !ended.has(tenantId))) {
      onProgress(progressAt(before(customer, "running"), asked, ended));
      onAsked?.(customer.domain);
      await pause();
      if (cancelled) break;
      ended.add(customer.tenantId);
      onProgress(progressAt(customer, asked, ended));
    }
    return concluded(id, folder);
  };

  return {
    startSweep: (id, query, onProgress) => {
      last = query;
      ended = new Set();
      return sweep(id, FOLDER, onProgress);
    },
    resumeSweep: (id, folder, onProgress) => {
      // Who failed is asked anew.
      const answered = asked.filter(({ tenantId, state }) => state === "done" && ended.has(tenantId));
      ended = new Set(answered.map(({ tenantId }) => tenantId));
      return sweep(id, folder, onProgress);
    },
    cancelSweep: async () => {
      cancelled = true;
    },
    unfinishedSweeps: async () => unfinished,
    discardSweep: async (_, folder) => {
      unfinished = unfinished.filter((one) => one.folder !== folder);
    },
  };
}
