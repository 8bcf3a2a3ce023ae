import { useEffect } from "react";

const FIELDS = "input, textarea, select, [contenteditable='true']";

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Whether a key press asks to paste: Ctrl+V, or Cmd+V on a Mac. */
export function asksToPaste({ key, ctrlKey, metaKey, altKey, shiftKey }: Keys): boolean {
  return key.toLowerCase() === "v" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

/**
 * Takes a paste made outside every field. The text itself is not looked at here: it may be a token, so the desktop reads
 * the clipboard. Null takes nothing.
 */
export function usePasteOutsideFields(take: (() => void) | null): void {
  useEffect(() => {
    if (!take) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !asksToPaste(event)) return;
      if (event.target instanceof Element && event.target.closest(FIELDS)) return;
      event.preventDefault();
      take();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [take]);
}
