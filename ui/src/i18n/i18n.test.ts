import { describe, expect, it } from "vitest";
import { systemLanguage } from ".";
import en from "./en";
import { formats } from "./format";
import fr from "./fr";

type Tree = { [key: string]: string | string[] | Tree };

/** Every text with its path; lists count by place. French has a plural of its own for millions, English does not. */
function leaves(tree: Tree, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") all.set(here, value);
    else for (const [inner, text] of leaves(value as Tree, here)) all.set(inner, text);
  }
  return all;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([^}]+?)\s*\}\}/g)].map((match) => match[1]).sort();
const english = leaves(en as Tree);
const french = leaves(fr as Tree);
const onlyFrench = [...french.keys()].filter((key) => !english.has(key));

describe("the two languages", () => {
  it("have the same keys", () => {
    expect([...english.keys()].filter((key) => !french.has(key))).toEqual([]);
    expect(onlyFrench.filter((key) => !key.endsWith("_many"))).toEqual([]);
  });

  it("use the same placeholders in the same places", () => {
    const different = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(french.get(key) ?? "").join(),
    );
    expect(different).toEqual([]);
  });

  it("leave no text empty", () => {
    expect([...english, ...french].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("keep errors to plain placeholders, without plurals, so that other programs can read them", () => {
    const known = new Set(
      "thumbprint expires tenant domain cloud client_id tenant_id permission permissions api redirect_uri user code seconds minutes date value path line lines host port name expected actual message customer placeholder part customers members app_id others proxy until hours shown".split(
        " ",
      ),
    );
    const errors = [...english, ...french].filter(([key]) => key.startsWith("errors."));
    expect(errors.filter(([key]) => /_(one|other|many)$/.test(key))).toEqual([]);
    expect(errors.flatMap(([, text]) => placeholders(text)).filter((name) => !known.has(name ?? ""))).toEqual([]);
  });

  it("name each of Entra's numbers by the number, with three texts that need no values", () => {
    for (const words of [en, fr]) {
      expect(Object.keys(words.aadsts).filter((key) => !/^[1-9]\d{4,6}$/.test(key))).toEqual([]);
      for (const texts of Object.values(words.aadsts)) expect(Object.keys(texts)).toEqual(["title", "cause", "action"]);
    }
    const texts = [...english, ...french].filter(([key]) => key.startsWith("aadsts."));
    expect(texts.length).toBeGreaterThan(1000);
    expect(texts.flatMap(([, text]) => placeholders(text))).toEqual([]);
  });

  it("put a no-break space before French double punctuation", () => {
    const window = [...french].filter(([key]) => !key.startsWith("cli."));
    expect(window.filter(([, text]) => / [:;?!»]|« /.test(text))).toEqual([]);
  });
});

describe("the language of the system", () => {
  it("is the first one that Handrail speaks", () => {
    expect(systemLanguage(["de-DE", "fr-CH", "en-US"])).toBe("fr");
    expect(systemLanguage(["en-US", "fr-FR"])).toBe("en");
  });

  it("is English where the locale is unset", () => {
    expect(systemLanguage(["C"])).toBe("en");
    expect(systemLanguage([])).toBe("en");
  });
});

describe("durations", () => {
  const minute = 60_000;
  it("count seconds only when time is short", () => {
    const { duration } = formats("en");
    expect(duration(45_000)).toBe("45 s");
    expect(duration(4 * minute + 5_000)).toBe("4 min 05 s");
    expect(duration(52 * minute + 30_000)).toBe("52 min");
    expect(duration(134 * minute)).toBe("2 h 14 min");
  });

  it("count days as jours in French", () => {
    expect(formats("fr").duration(72 * 60 * minute)).toBe("3 j");
  });
});
