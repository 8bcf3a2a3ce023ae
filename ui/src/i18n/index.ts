import i18next, { type i18n } from "i18next";
import { useMemo } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Language } from "../ipc";
import type { Key, ListKey, Words } from "./words";

/** The language of the system, where Handrail speaks it; English otherwise. An unset locale ("C") counts as English. */
export function systemLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of preferred) {
    if (/^fr\b/i.test(tag)) return "fr";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

async function load(language: Language): Promise<Words> {
  const words = language === "fr" ? await import("./fr") : await import("./en");
  return words.default;
}

/** Loads the words of a language if they are not there yet, and speaks it from now on. */
export async function speak(language: Language, instance: i18n = i18next): Promise<void> {
  if (!instance.isInitialized) {
    await instance.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      defaultNS: "words",
      ns: ["words"],
      resources: { [language]: { words: await load(language) } },
      interpolation: { escapeValue: false },
      missingInterpolationHandler: () => "…",
    });
  } else {
    if (!instance.hasResourceBundle(language, "words")) {
      instance.addResourceBundle(language, "words", await load(language));
    }
    await instance.changeLanguage(language);
  }
  document.documentElement.lang = language;
}

/** Words for a key; a key that is not in the files does not compile. Numbers choose the plural by `count`. */
export type Translate = (key: Key, params?: Record<string, string | number>) => string;

interface Speech {
  t: Translate;
  /** The sentences of a list. */
  list(key: ListKey, params?: Record<string, string | number>): string[];
  /** Whether there are words for a key that is only known at run time, such as the name of a claim. */
  has(key: string): key is Key;
  language: Language;
}

export function useWords(): Speech {
  const { t, i18n } = useTranslation();
  return useMemo(
    () => ({
      t: (key, params) => t(key, params ?? {}),
      list: (key, params) => t(key, { ...params, returnObjects: true }) as unknown as string[],
      has: (key): key is Key => i18n.exists(key),
      language: i18n.language === "fr" ? "fr" : "en",
    }),
    [t, i18n, i18n.language],
  );
}
