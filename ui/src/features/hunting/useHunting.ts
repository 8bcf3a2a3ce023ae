import type { EditorView } from "@codemirror/view";
import { useEffect, useMemo, useState } from "react";
import { useWords } from "../../i18n";
import { type Api, asReport, type ErrorReport, type HuntingPlace, type HuntingSchema, useDoor } from "../../ipc";
import { type KqlLanguage, SUGGESTION_KINDS, type SuggestionKind } from "./kql/language";
import { kqlLanguage } from "./kql/start";
import { spoken, tablesAt } from "./schema";

/** What hunting needs to know before it can begin: where one can ask, and for which tables. */
export interface Grounds {
  places: HuntingPlace[];
  schema: HuntingSchema | null;
  problem: ErrorReport | null;
}

export function useGrounds(connectionId: string, tenantId: string | null): Grounds {
  const door = useDoor();
  const [grounds, setGrounds] = useState<Grounds>({ places: [], schema: null, problem: null });
  useEffect(() => {
    let wanted = true;
    Promise.all([door.huntingPlaces(connectionId, tenantId), door.huntingSchema()]).then(
      ([places, schema]) => wanted && setGrounds({ places, schema, problem: null }),
      (thrown) => wanted && setGrounds({ places: [], schema: null, problem: asReport(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [door, connectionId, tenantId]);
  return grounds;
}

export type LanguageState = "starting" | "ready" | "failed";

interface LanguageInHand {
  language: KqlLanguage;
  state: LanguageState;
  /** How often it has learnt tables: those of another place, or in another language. */
  learnt: number;
}

/** The language service, which learns the tables of a place. */
export function useLanguage(schema: HuntingSchema | null, api: Api): LanguageInHand {
  const { language: tongue } = useWords();
  const language = kqlLanguage();
  const [{ state, learnt }, setState] = useState<Omit<LanguageInHand, "language">>({ state: "starting", learnt: 0 });
  useEffect(() => {
    if (!schema) return;
    let wanted = true;
    language.learn(spoken(tablesAt(schema, api), tongue)).then(
      () => wanted && setState((before) => ({ state: "ready", learnt: before.learnt + 1 })),
      () => wanted && setState((before) => ({ ...before, state: "failed" })),
    );
    return () => {
      wanted = false;
    };
  }, [language, schema, api, tongue]);
  return { language, state, learnt };
}

/** The words for what a suggestion is. */
export function useKindWords(): Record<SuggestionKind, string> {
  const { t } = useWords();
  return useMemo(
    () =>
      Object.fromEntries(SUGGESTION_KINDS.map((kind) => [kind, t(`hunting.kind.${kind}`)])) as Record<
        SuggestionKind,
        string
      >,
    [t],
  );
}

/** Writes a name where the cursor is. */
export function insert(editor: EditorView | null, name: string) {
  if (!editor) return;
  editor.dispatch(editor.state.replaceSelection(name), { scrollIntoView: true });
  editor.focus();
}
