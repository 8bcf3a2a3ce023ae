import { makeStyles, tokens } from "@fluentui/react-components";
import { lazy, type ReactNode, Suspense, useCallback, useRef } from "react";
import { useWords } from "../i18n";
import { Header } from "./Header";
import { usePasteOutsideFields } from "./paste";
import { Rail } from "./Rail";
import { type Route, useRoute } from "./route";
import { StatusLine } from "./StatusLine";
import { useSession } from "./session";

const GivenCard = lazy(() => import("../features/home/Cards"));

const useStyles = makeStyles({
  shell: {
    display: "grid",
    height: "100%",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    gridTemplateRows: "48px minmax(0, 1fr) 28px",
    gridTemplateAreas: '"header header" "rail main" "status status"',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  main: {
    gridArea: "main",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
    "@media (max-width: 1000px), (max-height: 680px)": {
      padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    },
  },
  skip: {
    position: "absolute",
    left: tokens.spacingHorizontalM,
    top: "-60px",
    zIndex: 10,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    borderRadius: tokens.borderRadiusMedium,
    ":focus": { top: tokens.spacingVerticalS },
  },
});

/** These explain what is pasted themselves; leaving a wait for the browser would end it. */
const EXPLAINING: ReadonlySet<Route["screen"]> = new Set(["diagnosis", "sign_in", "registration"]);

/** The frame around every screen: where you are, what you practise on, what was saved. */
export function Shell({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const { t } = useWords();
  const { route, go } = useRoute();
  const { current } = useSession();
  const pastes = useRef(0);
  const connectionId = current?.id ?? null;
  const explain = useCallback(() => {
    pastes.current += 1;
    go({ screen: "diagnosis", connectionId, paste: pastes.current });
  }, [go, connectionId]);
  usePasteOutsideFields(EXPLAINING.has(route.screen) ? null : explain);
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t("app.skip")}
      </a>
      <Header />
      <Rail />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Suspense fallback={null}>
          <GivenCard />
        </Suspense>
        {children}
      </main>
      <StatusLine />
    </div>
  );
}
