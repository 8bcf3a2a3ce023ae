import {
  createDOMRenderer,
  FluentProvider,
  makeStyles,
  RendererProvider,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { lazy, type ReactNode, Suspense, useEffect, useMemo } from "react";
import { ViewsProvider } from "../components/table/views";
import { ReadingsProvider } from "../features/defender/reading";
import { Home } from "../features/home/Home";
import { type Door, DoorProvider, type Preferences } from "../ipc";
import { Mishap } from "./Mishap";
import { PreferencesProvider, usePreferences } from "./preferences";
import { type Route, RouteProvider, useRoute } from "./route";
import { Shell } from "./Shell";
import { SessionProvider } from "./session";
import { useFluentTheme } from "./theme";

const Setup = lazy(() => import("../features/checklist/Setup"));
const ChecklistScreen = lazy(() => import("../features/checklist/ChecklistScreen"));
const Registration = lazy(() => import("../features/registration/Registration"));
const SignIn = lazy(() => import("../features/sign_in/SignIn"));
const DeviceSignIn = lazy(() => import("../features/sign_in/DeviceSignIn"));
const Token = lazy(() => import("../features/token/Token"));
const Incidents = lazy(() => import("../features/defender/Incidents"));
const IncidentPage = lazy(() => import("../features/defender/incident/IncidentPage"));
const Hunting = lazy(() => import("../features/hunting/Hunting"));
const Customers = lazy(() => import("../features/tenants/Customers"));
const SweepScreen = lazy(() => import("../features/tenants/sweep/SweepScreen"));
const Diagnosis = lazy(() => import("../features/diagnosis/Diagnosis"));
const Snippets = lazy(() => import("../features/snippets/Snippets"));
const Support = lazy(() => import("../features/support/Support"));
const Settings = lazy(() => import("../features/settings/Settings"));

const useStyles = makeStyles({
  loading: { paddingTop: tokens.spacingVerticalXXXL },
});

interface AppProps {
  door: Door;
  preferences: Preferences;
  /** The style nonce of the content security policy, where there is one. */
  nonce: string | undefined;
  start?: Route;
}

export function App({ door, preferences, nonce, start }: AppProps) {
  const renderer = useMemo(
    () => createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {}),
    [nonce],
  );
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <DoorProvider value={door}>
        <PreferencesProvider start={preferences}>
          <Themed>
            <RouteProvider {...(start ? { start } : {})}>
              <SessionProvider>
                <ReadingsProvider>
                  <ViewsProvider>
                    <Shell>
                      <Screen />
                    </Shell>
                  </ViewsProvider>
                </ReadingsProvider>
              </SessionProvider>
            </RouteProvider>
          </Themed>
        </PreferencesProvider>
      </DoorProvider>
    </RendererProvider>
  );
}

function Themed({ children }: { children: ReactNode }) {
  const { preferences } = usePreferences();
  const { theme, dark } = useFluentTheme(preferences.theme);
  useEffect(() => {
    // Scroll bars and other parts that the browser draws itself.
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }, [dark]);
  return (
    // No class here: Fluent would lay it over dialogs and popovers too.
    <FluentProvider theme={theme} style={{ height: "100%" }}>
      {children}
    </FluentProvider>
  );
}

function Screen() {
  const styles = useStyles();
  const { route } = useRoute();
  const place = placeOf(route);
  return (
    <Mishap key={place}>
      <Suspense fallback={<Spinner className={styles.loading} delay={300} />}>
        <Routed key={place} route={route} />
      </Suspense>
    </Mishap>
  );
}

/** What a screen is about: another place begins afresh. */
function placeOf(route: Route): string {
  const connection = "connectionId" in route ? route.connectionId : null;
  const customer = "customer" in route ? route.customer?.tenantId : null;
  return [route.screen, connection, customer].filter(Boolean).join(" ");
}

function Routed({ route }: { route: Route }) {
  switch (route.screen) {
    case "home":
      return <Home />;
    case "setup":
      return (
        <Setup {...(route.place ? { place: route.place } : {})} {...(route.tenant ? { tenant: route.tenant } : {})} />
      );
    case "checklist":
      return <ChecklistScreen connectionId={route.connectionId} {...(route.step ? { step: route.step } : {})} />;
    case "registration":
      return <Registration connectionId={route.connectionId} />;
    case "sign_in":
      return <SignIn key={route.attempt.attemptId} connectionId={route.connectionId} attempt={route.attempt} />;
    case "device_sign_in":
      return <DeviceSignIn key={route.attempt.attemptId} connectionId={route.connectionId} attempt={route.attempt} />;
    case "token":
      return <Token connectionId={route.connectionId} />;
    case "incidents":
      return (
        <Incidents
          connectionId={route.connectionId}
          wish={{ read: route.read === true, question: route.question ?? null }}
        />
      );
    case "incident":
      return (
        <IncidentPage
          key={route.incidentId}
          connectionId={route.connectionId}
          incidentId={route.incidentId}
          customer={route.customer ?? null}
        />
      );
    case "hunting":
      return (
        <Hunting
          connectionId={route.connectionId}
          run={route.run === true}
          customer={route.customer ?? null}
          {...(route.text ? { text: route.text } : {})}
        />
      );
    case "customers":
      return (
        <Customers
          key={route.tenantId}
          connectionId={route.connectionId}
          {...(route.tenantId ? { tenantId: route.tenantId } : {})}
        />
      );
    case "sweep":
      return (
        <SweepScreen connectionId={route.connectionId} {...(route.tenantIds ? { tenantIds: route.tenantIds } : {})} />
      );
    case "diagnosis":
      return <Diagnosis connectionId={route.connectionId} paste={route.paste} />;
    case "snippets":
      return <Snippets connectionId={route.connectionId} {...(route.call ? { call: route.call } : {})} />;
    case "support":
      return <Support key={route.connectionId} connectionId={route.connectionId} from={route.from} />;
    case "settings":
      return <Settings />;
  }
}
