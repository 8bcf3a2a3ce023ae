/** Microsoft's KQL language service, asked in Handrail's words. It blocks while it thinks: run it in a worker. */
import "./global";
import "@kusto/language-service-next/bridge.min.js";
import "@kusto/language-service-next/Kusto.Language.Bridge.min.js";
import type { Colour, Mark, Questions, Schema, Stretch, Suggestion, SuggestionKind, Suggestions } from "./language";

type CodeService = Kusto.Language.Editor.KustoCodeService;

const COLOUR: Record<string, Colour> = {
  Comment: "comment",
  Literal: "number",
  StringLiteral: "text",
  Type: "type",
  Column: "column",
  Table: "table",
  MaterializedView: "table",
  Function: "function",
  Parameter: "name",
  Variable: "name",
  SignatureParameter: "name",
  QueryOperator: "operator",
  Command: "operator",
  ScalarOperator: "keyword",
  Keyword: "keyword",
  Option: "keyword",
};

const SUGGESTION: Record<string, SuggestionKind> = {
  Keyword: "keyword",
  QueryPrefix: "keyword",
  TabularPrefix: "keyword",
  TabularSuffix: "keyword",
  ScalarPrefix: "keyword",
  ScalarInfix: "keyword",
  RenderChart: "keyword",
  Option: "keyword",
  Column: "column",
  Table: "table",
  BuiltInFunction: "function",
  LocalFunction: "function",
  DatabaseFunction: "function",
  AggregateFunction: "function",
  Parameter: "name",
  Variable: "name",
  Identifier: "name",
  ScalarType: "type",
};

/** What Defender's hunting does not have, though the language does. */
const ELSEWHERE =
  /^(cluster|database|entity_group|external_table|graph|materialized_view|stored_query_result|macro-expand)$/;

const SEVERITY: Record<string, Mark["severity"]> = { Error: "error", Warning: "warning" };

function all<T>(list: Kusto.Language.List<T>): T[] {
  return Array.from({ length: list.Count }, (_, at) => list.getItem(at));
}

const named = (kinds: Record<string, number | string>, kind: number): string =>
  Object.keys(kinds).find((name) => kinds[name] === kind) ?? "";

/** A language service that knows no table yet. */
export function kusto(): Questions {
  const { GlobalState, Symbols, Editor } = Kusto.Language;
  let globals = GlobalState.Default;
  let taught = false;
  let known: { text: string; service: CodeService } | null = null;

  // Every question about a text builds on one analysis of it.
  const service = (text: string): CodeService => {
    if (known?.text !== text) known = { text, service: new Editor.KustoCodeService.$ctor1(text, globals) };
    return known.service;
  };

  const table = ({ name, columns }: Schema["tables"][number]) =>
    new Symbols.TableSymbol.$ctor4(
      name,
      columns.map(
        (column) =>
          new Symbols.ColumnSymbol.ctor(
            column.name,
            Symbols.ScalarTypes.GetSymbol(column.type) ?? Symbols.ScalarTypes.Dynamic,
            column.about,
            null,
            null,
            null,
          ),
      ),
    );

  const explain = (text: string, at: number) => service(text).GetQuickInfo(at)?.Text || null;

  return {
    learn({ tables }) {
      globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("hunting", tables.map(table)));
      taught = true;
      known = null;
      return null;
    },
    // Without tables every name would be unknown.
    marks: (text) => (!taught || text.trim() === "" ? [] : all(service(text).GetDiagnostics(true)).map(mark)),
    colours: (text) => stretches(service(text), text),
    suggest: (text, at) => suggestions(service(text), at),
    explain,
    signature(text, at) {
      const name = callAround(text, at, stretches(service(text), text));
      return name === null ? null : explain(text, name);
    },
  };
}

function mark({ Code, Severity, Message, Start, Length }: Kusto.Language.Diagnostic): Mark {
  return {
    code: Code,
    severity: SEVERITY[Severity] ?? "hint",
    message: Message,
    from: Start,
    to: Start + Length,
  };
}

function stretches(service: CodeService, text: string): Stretch[] {
  const kinds = Kusto.Language.Editor.ClassificationKind;
  return all(service.GetClassifications(0, text.length, true, true).Classifications).flatMap(
    ({ Kind, Start, Length }) => {
      const colour = COLOUR[named(kinds, Kind)];
      return colour && Length > 0 ? [{ colour, from: Start, to: Start + Length }] : [];
    },
  );
}

function suggestions(service: CodeService, at: number): Suggestions {
  const kinds = Kusto.Language.Editor.CompletionKind;
  const { Items, EditStart, EditLength } = service.GetCompletionItems(at);
  const items = all(Items)
    .filter(({ MatchText }) => !ELSEWHERE.test(MatchText))
    .map(
      ({ Kind, DisplayText, MatchText, BeforeText, AfterText }): Suggestion => ({
        kind: SUGGESTION[named(kinds, Kind)] ?? "other",
        label: MatchText,
        shown: DisplayText,
        before: BeforeText.replace(/\( $/, "("),
        after: AfterText ?? "",
      }),
    );
  return { from: EditStart, to: EditStart + EditLength, items };
}

/** Where the name of the function begins whose brackets are open at a place. */
function callAround(text: string, at: number, stretches: Stretch[]): number | null {
  const quoted = (place: number) =>
    stretches.some(
      ({ colour, from, to }) => (colour === "text" || colour === "comment") && from <= place && place < to,
    );
  let closed = 0;
  for (let place = at - 1; place >= 0; place -= 1) {
    const sign = text[place];
    if ((sign !== "(" && sign !== ")") || quoted(place)) continue;
    if (sign === ")") closed += 1;
    else if (closed > 0) closed -= 1;
    else {
      const name = /(\w+)\s*$/.exec(text.slice(0, place));
      return name ? name.index : null;
    }
  }
  return null;
}
