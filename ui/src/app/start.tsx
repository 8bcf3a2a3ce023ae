import { createRoot } from "react-dom/client";
import { speak, systemLanguage } from "../i18n";
import type { Door, Preferences } from "../ipc";
import { App } from "./App";
import { styleNonce } from "./nonce";
import type { Route } from "./route";
import "./fonts.css";

/** What holds when the desktop cannot say: the window must open in any case. */
const fallback: Preferences = { language: null, theme: "system", folder: "", cloud_file: null, cloud_problem: null };

/** Opens the window on a door to the desktop. */
export async function start(door: Door, route?: Route): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  const preferences = await door.preferences().catch(() => fallback);
  await speak(preferences.language ?? systemLanguage());
  const nonce = styleNonce();
  createRoot(root).render(
    <App door={door} preferences={preferences} nonce={nonce} {...(route ? { start: route } : {})} />,
  );
}
