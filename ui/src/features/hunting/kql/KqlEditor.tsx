import { acceptCompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { styleNonce } from "../../../app/nonce";
import { hover, signatureHelp } from "./about";
import { colours } from "./colours";
import { completion, type KindWords } from "./completion";
import type { KqlLanguage, Mark } from "./language";
import { look } from "./look";
import { marks, refused, relearnt } from "./marks";

interface KqlEditorProps {
  language: KqlLanguage;
  /** How often the language service has learnt tables. */
  learnt: number;
  /** The query to begin with; another one replaces what is there. */
  text: string;
  label: string;
  describedBy: string;
  empty: string;
  kinds: KindWords;
  /** What the service said about the query as it stands. */
  refusal: Mark | null;
  onText(text: string): void;
  onRun(): void;
  onMarks(marks: Mark[]): void;
  /** Hands out the editor, for those who insert at its cursor. */
  onReady(view: EditorView | null): void;
}

const words = new Compartment();

/** What is said of the editor, to those who see it empty and to those who hear it. */
function wordsOf({ label, describedBy, empty }: Pick<KqlEditorProps, "label" | "describedBy" | "empty">): Extension {
  return [
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "false" }),
    placeholder(empty),
  ];
}

/** An editor for one query. Tab is left to the window, so that the keyboard gets out again. */
export function KqlEditor(props: KqlEditorProps) {
  const { language, learnt, text, label, describedBy, empty, refusal, onReady } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // The editor lives longer than one drawing of this component: it always asks for the newest of these.
  const now = useRef(props);
  now.current = props;

  useEffect(() => {
    if (!place.current) return;
    const runs = () => {
      now.current.onRun();
      return true;
    };
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: now.current.text,
        extensions: [
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: runs }])),
          keymap.of([
            { key: "Tab", run: acceptCompletion },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          history(),
          lineNumbers(),
          drawSelection(),
          closeBrackets(),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(styleNonce() ?? ""),
          words.of(wordsOf(now.current)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) now.current.onText(update.state.doc.toString());
          }),
          look,
          colours(language),
          completion(language, () => now.current.kinds),
          marks(language, (found) => now.current.onMarks(found)),
          hover(language),
          signatureHelp(language),
        ],
      }),
    });
    view.current = made;
    onReady(made);
    return () => {
      view.current = null;
      onReady(null);
      made.destroy();
    };
  }, [language, onReady]);

  useEffect(() => {
    view.current?.dispatch({ effects: words.reconfigure(wordsOf({ label, describedBy, empty })) });
  }, [label, describedBy, empty]);

  useEffect(() => {
    const { current } = view;
    if (!current || current.state.doc.toString() === text) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    view.current?.dispatch({ effects: refused.of(refusal) });
  }, [refusal]);

  useEffect(() => {
    if (learnt > 0) view.current?.dispatch({ effects: relearnt.of(null) });
  }, [learnt]);

  return <div ref={place} data-testid="kql-editor" style={{ height: "100%", minHeight: 0 }} />;
}
