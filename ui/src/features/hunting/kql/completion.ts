import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  pickedCompletion,
} from "@codemirror/autocomplete";
import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { KqlLanguage, Suggestion, SuggestionKind } from "./language";

export type KindWords = Record<SuggestionKind, string>;

/** Suggestions of the language service: while a word is written, after a bar, and on Ctrl+Space. */
export function completion(language: KqlLanguage, words: () => KindWords) {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (!context.explicit && !context.matchBefore(/[\w]+$|\|\s*$|\(\s*$/)) return null;
    const found = await language.suggest(context.state.doc.toString(), context.pos).catch(() => null);
    if (!found || found.items.length === 0 || context.aborted) return null;
    return {
      from: found.from,
      to: found.to,
      options: found.items.map((item, at) => option(item, at, words())),
      validFor: /^\w*$/,
    };
  };
  return autocompletion({ override: [source], icons: false, defaultKeymap: true });
}

/** One line of the list. What the service names first stays first among equals. */
function option({ kind, label, shown, before, after }: Suggestion, at: number, words: KindWords): Completion {
  return {
    label,
    displayLabel: shown,
    detail: words[kind],
    boost: Math.max(-99, 99 - at),
    apply(view: EditorView, completion: Completion, from: number, to: number) {
      view.dispatch({
        ...insertCompletionText(view.state, before + after, from, to),
        selection: EditorSelection.cursor(from + before.length),
        annotations: pickedCompletion.of(completion),
      });
    },
  };
}
