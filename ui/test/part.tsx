import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useEffect } from "react";
import { PreferencesProvider } from "../src/app/preferences";
import { RouteProvider } from "../src/app/route";
import { SessionProvider, useSession } from "../src/app/session";
import { Page } from "../src/components/Page";
import { speak } from "../src/i18n";
import { type Door, DoorProvider, type Language } from "../src/ipc";
import { fakeDoor, type Overrides } from "../src/ipc/fake";

interface Opened {
  door: Door & { calls: string[] };
  user: ReturnType<typeof userEvent.setup>;
  again(part: ReactNode): void;
}

/** One part of a screen on a fake door, on a page as there, when the connections are known. */
export async function openPart(part: ReactNode, overrides: Overrides = {}, language: Language = "en"): Promise<Opened> {
  const door = fakeDoor(overrides);
  const preferences = { ...(await door.preferences()), language };
  await speak(language);
  const user = userEvent.setup();
  let known: () => void = () => undefined;
  const connections = new Promise<void>((resolve) => {
    known = resolve;
  });
  const around = (inner: ReactNode) => (
    <DoorProvider value={door}>
      <PreferencesProvider start={preferences}>
        <FluentProvider theme={webLightTheme}>
          <RouteProvider>
            <SessionProvider>
              <Known onKnown={known} />
              <main>
                <Page title="Contoso">{inner}</Page>
              </main>
            </SessionProvider>
          </RouteProvider>
        </FluentProvider>
      </PreferencesProvider>
    </DoorProvider>
  );
  const { rerender } = render(around(part));
  await connections;
  return { door, user, again: (other) => rerender(around(other)) };
}

function Known({ onKnown }: { onKnown(): void }) {
  const { connections } = useSession();
  useEffect(() => {
    if (connections) onKnown();
  }, [connections, onKnown]);
  return null;
}
