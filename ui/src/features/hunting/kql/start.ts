import { type KqlLanguage, overLine } from "./language";

let language: KqlLanguage | null = null;

/** The language service of this window; starting it takes a second, so it stays once it is there. */
export function kqlLanguage(): KqlLanguage {
  language ??= overLine(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
  return language;
}
