// The body of a script that WebDriver runs: all texts that a script in the page reaches, for whom to tell.
const done = arguments[arguments.length - 1];
// More than the page has.
const MOST = 400000;

const texts = new Set();
const seen = new WeakSet();
const waiting = [];
const look = (value) => {
  if (typeof value === "string") texts.add(value);
  else if (value !== null && (typeof value === "object" || typeof value === "function") && !seen.has(value)) {
    seen.add(value);
    waiting.push(value);
  }
};
const insides = (value) => {
  if (value instanceof Map || value instanceof Set) for (const pair of value) look(pair);
  // React hangs its tree, with all that it holds, on the elements under names of its own.
  for (const name of Reflect.ownKeys(value)) {
    try {
      look(value[name]);
    } catch {
      // What cannot be read tells nothing.
    }
  }
};

(async () => {
  look(document.documentElement.outerHTML);
  look(document.cookie);
  look(location.href);
  for (const kept of [{ ...localStorage }, { ...sessionStorage }, history.state, performance.getEntries().map(String)]) look(kept);
  look((await indexedDB.databases?.()) ?? []);
  look(window);
  for (const one of document.querySelectorAll("*")) look(one);
  for (let at = 0; at < waiting.length && at < MOST; at++) insides(waiting[at]);
  return [...texts].join("\n");
})().then(done, (error) => done(`failed: ${error}`));
