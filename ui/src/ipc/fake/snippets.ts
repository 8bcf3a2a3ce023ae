/** Scripts, schedules and cards as Rust makes them, in short. */
import type { CardView, OpenedCard, ScheduleKind, Snippet, SnippetCall, SnippetLanguage } from "../bindings";
import type { Door } from "../door";

const LANGUAGES: SnippetLanguage[] = [
  "powershell",
  "powershell_graph",
  "python",
  "javascript",
  "csharp",
  "go",
  "curl",
  "http",
];

const SCHEDULES: ScheduleKind[] = ["command_line", "systemd", "task_scheduler", "github_actions", "kubernetes"];

export function snippet(call: SnippetCall, language: SnippetLanguage): Snippet {
  return {
    language,
    text: `# contoso.com\n# ${call.call} in ${language}\n`,
    fileName: `${call.call}.txt`,
    needs: language === "python" ? ["python_msal", "secret_in_environment"] : ["secret_in_environment"],
    leftOut: call.call === "list" && call.query.text ? ["text"] : [],
  };
}

/** A card that leads to Microsoft's worldwide cloud, but for what a test changes. */
export function openedCard(part: Partial<CardView> = {}): OpenedCard {
  const card: CardView = {
    name: "Fabrikam",
    cloudId: "commercial",
    cloudName: "Worldwide",
    practice: false,
    tenantId: "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7",
    tenantDomain: "fabrikam.com",
    clientId: "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918",
    goal: {
      api: "graph",
      context: "user",
      tenancy: "own",
      flow: "authorization_code",
      credential: "secret",
      purpose: "incidents",
    },
    hosts: [
      { host: "login.microsoftonline.com", receives: "credentials", known: true },
      { host: "graph.microsoft.com", receives: "tokens", known: true },
    ],
    hasUnknownHosts: false,
    already: null,
    ...part,
  };
  return { token: "1", card };
}

/** The part of the door that writes scripts and reads cards. */
export const snippetsDoor: Pick<
  Door,
  "snippet" | "snippetLanguages" | "schedules" | "schedule" | "exportCard" | "inspectCard" | "givenCard"
> = {
  snippet: async (_, call, language) => snippet(call, language),
  snippetLanguages: async (_, call) =>
    call.call === "register" ? ["powershell_graph", "http", "az", "terraform", "bicep"] : LANGUAGES,
  schedules: async (_, call) => (call.call === "list" ? SCHEDULES : []),
  schedule: async (_, __, kind) => `handrail hello-world # ${kind}\n`,
  exportCard: async () => "/home/alex/Documents/Handrail/contoso.handrail.json",
  inspectCard: async () => openedCard(),
  givenCard: () => new Promise(() => undefined),
};
