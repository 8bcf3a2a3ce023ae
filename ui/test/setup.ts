import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// A failure says what was looked for; the whole page would bury it.
configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? "not found") });

// jsdom lays nothing out: what Fluent and the virtual table measure is given here.
class NoResizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal("ResizeObserver", NoResizes);
vi.stubGlobal("CSS", { escape: (text: string) => text });
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
for (const [name, value] of Object.entries({
  clientHeight: 600,
  clientWidth: 800,
  offsetHeight: 600,
  offsetWidth: 800,
})) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
}

// Fluent's focus order takes an element without an offset parent for invisible.
Object.defineProperty(HTMLElement.prototype, "offsetParent", {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentElement;
  },
});

afterEach(cleanup);
