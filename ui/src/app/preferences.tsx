import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { speak, systemLanguage } from "../i18n";
import { type Preferences, useDoor } from "../ipc";

interface PreferencesInHand {
  preferences: Preferences;
  /** Applies and keeps a change. The window changes at once; what cannot be kept is reported by rejecting. */
  change(part: Partial<Preferences>): Promise<void>;
  /** Takes over preferences that the desktop has changed already. */
  adopt(preferences: Preferences): void;
}

const PreferencesContext = createContext<PreferencesInHand | null>(null);

export function PreferencesProvider({ start, children }: { start: Preferences; children: ReactNode }) {
  const door = useDoor();
  const [preferences, setPreferences] = useState(start);
  const change = useCallback(
    async (part: Partial<Preferences>) => {
      const next = { ...preferences, ...part };
      if (part.language !== undefined) await speak(next.language ?? systemLanguage());
      setPreferences(next);
      setPreferences(await door.setPreferences(next));
    },
    [door, preferences],
  );
  const inHand = useMemo(() => ({ preferences, change, adopt: setPreferences }), [preferences, change]);
  return <PreferencesContext value={inHand}>{children}</PreferencesContext>;
}

export function usePreferences(): PreferencesInHand {
  const inHand = useContext(PreferencesContext);
  if (!inHand) throw new Error("no PreferencesProvider above this component");
  return inHand;
}
