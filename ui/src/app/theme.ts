import { type Theme as FluentTheme, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";
import type { Theme } from "../ipc";

const fontFamilyBase = '"Open Sans Variable", "Segoe UI", system-ui, sans-serif';
const fontFamilyMonospace = 'ui-monospace, "Cascadia Code", Consolas, "DejaVu Sans Mono", monospace';

const light: FluentTheme = { ...webLightTheme, fontFamilyBase, fontFamilyMonospace };
const dark: FluentTheme = { ...webDarkTheme, fontFamilyBase, fontFamilyMonospace };

const darkSystem = () => window.matchMedia("(prefers-color-scheme: dark)");

function subscribe(changed: () => void): () => void {
  const query = darkSystem();
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The Fluent theme of the person's choice; `system` follows the desktop while the window is open. */
export function useFluentTheme(choice: Theme): { theme: FluentTheme; dark: boolean } {
  const systemIsDark = useSyncExternalStore(subscribe, () => darkSystem().matches);
  const isDark = choice === "dark" || (choice === "system" && systemIsDark);
  return { theme: isDark ? dark : light, dark: isDark };
}
