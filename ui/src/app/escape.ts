import { useEffect } from "react";

/** Calls back on Esc, unless something inside has used it. Without a callback it listens to nothing. */
export function useEscape(leave: (() => void) | null): void {
  useEffect(() => {
    if (!leave) return undefined;
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) leave();
    };
    window.addEventListener("keydown", onEscape);
    return () => window.removeEventListener("keydown", onEscape);
  }, [leave]);
}
