import { type Diagnostic, linter } from "@codemirror/lint";
import { Facet, StateEffect, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { KqlLanguage, Mark } from "./language";

/** A pause in typing after which the query is judged, in milliseconds. */
const PAUSE = 300;

/** The language service has learnt other tables: everything is to be judged again. */
export const relearnt = StateEffect.define<null>();

/** What the service answered about the text as it was sent; any change takes it away. */
export const refused = StateEffect.define<Mark | null>();

const refusal = StateField.define<Mark | null>({
  create: () => null,
  update(mark, transaction) {
    for (const effect of transaction.effects) if (effect.is(refused)) return effect.value;
    return transaction.docChanged ? null : mark;
  },
});

type Told = (marks: Mark[]) => void;
const listener = Facet.define<Told, Told>({ combine: ([first]) => first ?? (() => undefined) });

/** Underlines what is wrong: the language service's judgement, and the refusal of the service that was asked. */
export function marks(language: KqlLanguage, told: Told) {
  const judge = async (view: EditorView): Promise<Diagnostic[]> => {
    const { doc } = view.state;
    const found = await language.marks(doc.toString()).catch(() => []);
    if (view.state.doc !== doc) return [];
    const said = view.state.field(refusal);
    const every = said ? [said, ...found] : found;
    view.state.facet(listener)(every);
    return every.map(({ severity, message, from, to }) => ({ severity, message, from, to: Math.min(to, doc.length) }));
  };
  return [
    refusal,
    listener.of(told),
    linter(judge, {
      delay: PAUSE,
      needsRefresh: (update) =>
        update.transactions.some((one) => one.effects.some((effect) => effect.is(refused) || effect.is(relearnt))),
    }),
  ];
}
