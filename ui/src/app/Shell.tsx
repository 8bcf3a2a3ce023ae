import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../i18n";
import { Header } from "./Header";
import { Rail } from "./Rail";
import { StatusLine } from "./StatusLine";

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

/** The frame around every screen: where you are, what you practise on, what was saved. */
export function Shell({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t("app.skip")}
      </a>
      <Header />
      <Rail />
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <StatusLine />
    </div>
  );
}
