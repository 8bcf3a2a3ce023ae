// The body of a script that WebDriver runs: a command, a connection or null, the arguments where they are given, whom to tell.
const [command, connection, given] = arguments;
const done = arguments[arguments.length - 1];
const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
// What waits for a person is not waited for: what it has told by then is looked at.
const PATIENCE = 2500;

const heard = [];
const channel = () => `__CHANNEL__:${transformCallback((message) => heard.push(message))}`;
const list = { kind: "incidents", hours: 48 };
const hunt = { text: "print 1", api: "graph" };
const QUERIES = {
  hunt,
  read_list: list,
  estimate: list,
  start_sweep: { question: { kind: "list", query: list } },
};
const KINDS = { schedule: "command_line", resume_list: "incidents" };
const LANGUAGES = { snippet: "python" };

const plausible = (rows) => ({
  connectionId: connection,
  tenantId: rows.tenantId,
  tenantIds: [rows.tenantId],
  resultId: rows.resultId,
  incidentId: rows.incidentId ?? "1",
  attemptId: "none",
  accountId: rows.accountId ?? "none",
  id: "none",
  token: "none",
  ids: "masked",
  previewId: "none",
  folder: "none",
  path: "none",
  name: "contoso.com",
  text: "contoso.com",
  cloud: null,
  host: null,
  tenant: {
    tenantId: rows.tenantId,
    domain: "contoso.com",
    cloudId: "practice",
    cloudName: "Practice",
    practice: true,
    region: null,
    seenAt: "2026-01-01T00:00:00Z",
  },
  goal: { api: "graph", context: "application" },
  answers: { reader: "script", subject: "incidents", tenancy: "own" },
  step: "secret",
  flow: "authorization_code",
  credential: "secret",
  api: "graph",
  wanted: [{ api: "graph", purpose: "incidents" }],
  page: "overview",
  choice: { form: "static", language: "en" },
  part: "message",
  language: LANGUAGES[command] ?? "en",
  skipped: false,
  another: false,
  client: { kind: "graph_command_line_tools" },
  choices: {},
  items: [],
  lifetime: "three_months",
  hints: { flow: null, api: null, context: null },
  number: 50011,
  call: { call: "token" },
  kind: KINDS[command] ?? "incidents",
  query: QUERIES[command] ?? {},
  change: { comment: "a note" },
  from: 0,
  count: 50,
  row: 0,
  column: command === "over_time" ? "updated" : "title",
  top: 5,
  format: "json",
  shown: null,
  preferences: { language: null, theme: "light", folder: "/etc", cloud_file: null, cloud_problem: null },
  onChange: channel(),
  onProgress: channel(),
  onEvent: channel(),
  onMeasure: channel(),
});

// What a script finds out by asking, as Handrail's own page does.
const known = async () => {
  const all = await invoke("connections");
  const own = all.find(({ id }) => id === connection);
  const accounts = await invoke("accounts", { connectionId: connection }).catch(() => []);
  window.knownResult ??= await invoke("read_list", { connectionId: connection, query: list, onProgress: channel() }).then(
    ({ resultId }) => resultId,
    () => undefined,
  );
  const resultId = window.knownResult ?? "none";
  const page = await invoke("table_page", { resultId, query: {}, from: 0, count: 1 }).catch(() => null);
  const incidentId = JSON.stringify(page?.lines?.[0] ?? "").match(/"(\d+)"/)?.[1];
  return { tenantId: own?.tenantId, accountId: accounts[0]?.id, resultId, incidentId };
};

(async () => {
  const wanted = given ?? plausible(await known());
  if (given) Object.assign(wanted, { onProgress: channel() });
  const answered = invoke(command, wanted).then(
    (got) => ({ got: got ?? null }),
    (error) => ({ error }),
  );
  const late = new Promise((resolve) => setTimeout(() => resolve({ waiting: true }), PATIENCE));
  return JSON.stringify({ ...(await Promise.race([answered, late])), heard });
})().then(done, (error) => done(`{"error": "the script failed: ${error}"}`));
