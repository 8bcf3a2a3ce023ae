import { StateEffect, StateField } from "@codemirror/state";
import {
  type EditorView,
  hoverTooltip,
  showTooltip,
  type Tooltip,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { KqlLanguage } from "./language";

function sheet(text: string) {
  const dom = document.createElement("div");
  dom.className = "cm-about";
  dom.textContent = text;
  return { dom };
}

/** What the word under the pointer means. */
export function hover(language: KqlLanguage) {
  return hoverTooltip(async (view, at): Promise<Tooltip | null> => {
    const word = view.state.wordAt(at);
    if (!word) return null;
    const text = await language.explain(view.state.doc.toString(), word.from).catch(() => null);
    return text ? { pos: word.from, end: word.to, above: true, create: () => sheet(text) } : null;
  });
}

const signed = StateEffect.define<Tooltip | null>();

const signature = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(signed)) return effect.value;
    return shown && { ...shown, pos: transaction.changes.mapPos(shown.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

/** The arguments of the function that is being written, above the line. */
export function signatureHelp(language: KqlLanguage) {
  const asker = class {
    constructor(readonly view: EditorView) {}

    update({ docChanged, selectionSet, focusChanged, view }: ViewUpdate) {
      if (docChanged || selectionSet || focusChanged) void this.ask(view.hasFocus);
    }

    async ask(focused: boolean) {
      const { doc, selection } = this.view.state;
      const at = selection.main.head;
      const text = focused ? await language.signature(doc.toString(), at).catch(() => null) : null;
      const { state } = this.view;
      if (state.doc !== doc || state.selection.main.head !== at) return;
      const shown = state.field(signature);
      if (!text && !shown) return;
      const tooltip = text ? { pos: at, above: true, create: () => sheet(text) } : null;
      queueMicrotask(() => this.view.dispatch({ effects: signed.of(tooltip) }));
    }
  };
  return [signature, ViewPlugin.fromClass(asker)];
}
