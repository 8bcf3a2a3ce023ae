import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { App } from "../src/app/App";
import type { Route } from "../src/app/route";
import { speak } from "../src/i18n";
import type { Door, Language, Preferences } from "../src/ipc";
import { fakeDoor, type Overrides } from "../src/ipc/fake";

interface Opened {
  door: Door & { calls: string[] };
  user: ReturnType<typeof userEvent.setup>;
}

/** The whole window on a fake door, as it is after the start, waiting for its heading. */
export async function openWindow(overrides: Overrides = {}, start?: Route, language: Language = "en"): Promise<Opened> {
  const door = fakeDoor(overrides);
  const preferences: Preferences = { ...(await door.preferences()), language };
  await speak(language);
  // The user-event clipboard stands in for the one of the web view.
  const user = userEvent.setup();
  render(<App door={door} preferences={preferences} nonce={undefined} {...(start ? { start } : {})} />);
  await screen.findByRole("heading", { level: 1 }, { timeout: 10_000 });
  return { door, user };
}

/** What axe finds on the page now, in short. Colour contrast needs a real browser and is looked at there. */
export async function axeFindings(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}
