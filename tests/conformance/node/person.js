// Somebody at a browser, made of HTTP requests: reads pages, fills in forms, presses buttons. No script runs.

import { ORIGIN, READY, user } from "./practice.js";

/** Whether the practice tenant serves this address. */
const isOurs = (address) => [ORIGIN, READY.origin].includes(new URL(address).origin);

/** Buttons that go on; who does not press one of them presses "Cancel" or "No". */
const AGREEMENTS = ["accept", "continue", "register", "approve"];

/**
 * One person with one browser: who signed in stays signed in.
 *
 * Whatever a page asks is agreed to, but for the button named by `declines`: `accept` for consent, `continue` for a
 * device, `approve` for the second factor.
 */
export class Person {
  #user;
  #declines;
  #cookies = new Map();

  constructor(name, { declines } = {}) {
    this.#user = user(name);
    this.#declines = declines;
  }

  /** Signs in and decides until an app is answered (`{address, fields, method}`) or nothing is left (`{page}`). */
  async open(address, form) {
    let signedIn = false;
    while (isOurs(address)) {
      const response = await this.#ask(address, form);
      form = undefined;
      const location = response.headers.get("location");
      if (location) {
        address = new URL(location, address).href;
        continue;
      }
      const page = await response.text();
      const next = this.#next(page, address, signedIn);
      if (!next) {
        return { page };
      }
      signedIn ||= "loginfmt" in next.fields;
      ({ action: address, fields: form } = next);
    }
    const { searchParams, hash } = new URL(address);
    const sent = hash ? new URLSearchParams(hash.slice(1)) : searchParams;
    return form
      ? { address, fields: form, method: "POST" }
      : { address, fields: Object.fromEntries(sent), method: "GET" };
  }

  /** Types the code that a device shows into the page that it names. */
  async enter(userCode, address) {
    const { page } = await this.open(address);
    const form = formWith(page, address, "otc");
    return this.open(form.action, { ...form.fields, otc: userCode });
  }

  /** What an app opens in place of a browser: the answer is taken to the app that listens for it. */
  browser() {
    return async (address) => {
      this.open(address).then(deliver);
    };
  }

  async #ask(address, form) {
    const response = await fetch(address, {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      headers: { cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; ") },
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    return response;
  }

  #next(page, address, signedIn) {
    const answer = /<form id="answer"/.test(page) && forms(page, address)[0];
    if (answer) {
      return answer;
    }
    const signIn = formWith(page, address, "loginfmt");
    if (signIn && !signedIn) {
      Object.assign(signIn.fields, { loginfmt: this.#user.userPrincipalName, passwd: this.#user.password });
      return signIn;
    }
    const question = forms(page, address).find((form) => form.decisions.length > 0);
    if (question) {
      question.fields.decision = this.#decided(question.decisions);
      if ("number" in question.fields) {
        question.fields.number = /id="idRichContext_DisplaySign">\s*(\d+)/.exec(page)[1];
      }
    }
    return question;
  }

  #decided(choices) {
    const wanted = AGREEMENTS.filter((choice) => choice !== this.#declines);
    return [...wanted, "cancel", "deny"].find((choice) => choices.includes(choice));
  }
}

/** Takes an answer to the app that listens for it. */
async function deliver({ address, fields, method }) {
  await (method === "POST" ? fetch(address, { method, body: new URLSearchParams(fields) }) : fetch(address));
}

/** The forms of a page, each with the values that it would send as it stands and the buttons that decide. */
export function forms(page, address) {
  return [...page.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, start, inside]) => {
    const inputs = [...inside.matchAll(/<input([^>]*)>/g)].map(([, text]) => text);
    const sent = inputs.filter((text) => !/type="(checkbox|radio)"/.test(text) || /\schecked/.test(text));
    const decisions = [...inside.matchAll(/<button([^>]*)>/g)].map(([, text]) => text);
    return {
      action: new URL(attribute(start, "action"), address).href,
      fields: Object.fromEntries(sent.map((text) => [attribute(text, "name"), attribute(text, "value")])),
      decisions: decisions
        .filter((text) => attribute(text, "name") === "decision")
        .map((text) => attribute(text, "value")),
    };
  });
}

function formWith(page, address, name) {
  return forms(page, address).find((form) => name in form.fields);
}

function attribute(text, name) {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1] ?? "";
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
