/** What the editor asks about a query, whoever answers. Places are offsets into the text, as JavaScript counts. */

/** The tables that a query may name. */
export interface Schema {
  tables: SchemaTable[];
}

export interface SchemaTable {
  name: string;
  columns: { name: string; type: string; about: string }[];
}

/** Something wrong with the query, as Microsoft's language service says it. */
export interface Mark {
  code: string;
  severity: "error" | "warning" | "hint";
  message: string;
  from: number;
  to: number;
}

/** What a stretch of the query is. */
export const COLOURS = [
  "comment",
  "text",
  "number",
  "type",
  "column",
  "table",
  "function",
  "name",
  "operator",
  "keyword",
] as const;
export type Colour = (typeof COLOURS)[number];

export interface Stretch {
  colour: Colour;
  from: number;
  to: number;
}

export const SUGGESTION_KINDS = ["keyword", "column", "table", "function", "name", "type", "other"] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** A way to go on: `before` and `after` are written, and the cursor ends up between them. */
export interface Suggestion {
  kind: SuggestionKind;
  label: string;
  shown: string;
  before: string;
  after: string;
}

export interface Suggestions {
  from: number;
  to: number;
  items: Suggestion[];
}

/** Each question with its arguments and its answer. */
export interface Questions {
  learn(schema: Schema): null;
  marks(text: string): Mark[];
  colours(text: string): Stretch[];
  suggest(text: string, at: number): Suggestions;
  /** What stands at a place: a column with its type and meaning, a function with its arguments. */
  explain(text: string, at: number): string | null;
  /** The function whose arguments are being written at a place. */
  signature(text: string, at: number): string | null;
}

/** The language service as the editor sees it: the same questions, answered later. */
export type KqlLanguage = {
  [Q in keyof Questions]: (...args: Parameters<Questions[Q]>) => Promise<ReturnType<Questions[Q]>>;
};

export type Question = { [Q in keyof Questions]: { ask: Q; args: Parameters<Questions[Q]> } }[keyof Questions];
export type Asked = Question & { id: number };
export type Answered = { id: number; answer: unknown } | { id: number; failed: string };

/** Answers one question. */
export function answer(questions: Questions, { ask, args }: Question): unknown {
  return (questions[ask] as (...args: unknown[]) => unknown)(...args);
}

/** A language service at the other end of a line, one answer for each question. */
export function overLine(line: Pick<Worker, "postMessage" | "addEventListener">): KqlLanguage {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(thrown: Error): void }>();
  let last = 0;
  let broken: Error | null = null;
  line.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failed" in data) asker?.reject(new Error(data.failed));
    else asker?.resolve(data.answer);
  });
  line.addEventListener("error", () => {
    broken = new Error("the language service did not start");
    for (const asker of waiting.values()) asker.reject(broken);
    waiting.clear();
  });
  const put =
    (ask: keyof Questions) =>
    (...args: unknown[]) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        last += 1;
        waiting.set(last, { resolve, reject });
        line.postMessage({ id: last, ask, args });
      });
  return {
    learn: put("learn"),
    marks: put("marks"),
    colours: put("colours"),
    suggest: put("suggest"),
    explain: put("explain"),
    signature: put("signature"),
  } as KqlLanguage;
}
