import { makeStyles, tokens } from "@fluentui/react-components";
import { lazy, Suspense } from "react";
import { Mark } from "../components/Mark";
import { useWords } from "../i18n";
import { useSession } from "./session";

/** Comes right after the first paint: its explanation brings the code that places it. */
const PracticeBadge = lazy(() => import("../components/PracticeBadge"));

/** The same: menus are heavy, and who is signed in can wait for a moment. */
const AccountMenu = lazy(() => import("../features/sign_in/AccountMenu"));

const useStyles = makeStyles({
  header: {
    gridArea: "header",
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  connection: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
});

export function Header() {
  const styles = useStyles();
  const { t } = useWords();
  const { current, practising } = useSession();
  return (
    <header className={styles.header}>
      <Mark size={24} />
      <span className={styles.name}>{t("app.name")}</span>
      {current && (
        <span className={styles.connection}>
          {[current.name, t(`common.api.${current.goal.api}`), t(`app.context.${current.goal.context}`)].join(" · ")}
        </span>
      )}
      {practising && (
        <Suspense fallback={null}>
          <PracticeBadge />
        </Suspense>
      )}
      {current?.goal.context === "user" && current.clientId && (
        <Suspense fallback={null}>
          <AccountMenu key={current.id} connection={current} />
        </Suspense>
      )}
    </header>
  );
}
