import { type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { COLOURS, type KqlLanguage, type Stretch } from "./language";
import { relearnt } from "./marks";

const paint = StateEffect.define<Stretch[]>();

const BRUSH = Object.fromEntries(COLOURS.map((colour) => [colour, Decoration.mark({ class: `cm-kql-${colour}` })]));

const painted = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(colours, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(paint)) return Decoration.set(effect.value.flatMap(stroke));
    }
    return colours.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function stroke({ colour, from, to }: Stretch): Range<Decoration>[] {
  const brush = BRUSH[colour];
  return brush ? [brush.range(from, to)] : [];
}

/** Colours for the words of a query. They come a moment later; until then the old ones move along. */
export function colours(language: KqlLanguage) {
  const painter = class {
    constructor(readonly view: EditorView) {
      void this.ask();
    }

    update({ docChanged, transactions }: ViewUpdate) {
      const again = transactions.some(({ effects }) => effects.some((effect) => effect.is(relearnt)));
      if (docChanged || again) void this.ask();
    }

    async ask() {
      const { doc } = this.view.state;
      const stretches = await language.colours(doc.toString()).catch(() => null);
      if (stretches && this.view.state.doc === doc) this.view.dispatch({ effects: paint.of(stretches) });
    }
  };
  return [painted, ViewPlugin.fromClass(painter)];
}
