import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ComponentType } from "react";
import {
  BuildingMultiple20Filled,
  BuildingMultiple20Regular,
  ChatHelp20Filled,
  ChatHelp20Regular,
  Code20Filled,
  Code20Regular,
  DocumentSearch20Filled,
  DocumentSearch20Regular,
  Home20Filled,
  Home20Regular,
  Key20Filled,
  Key20Regular,
  Settings20Filled,
  Settings20Regular,
  ShieldTask20Filled,
  ShieldTask20Regular,
  TaskListSquareLtr20Filled,
  TaskListSquareLtr20Regular,
} from "../components/icons";
import { hasBoard } from "../features/tenants/partner";
import { useWords } from "../i18n";
import { type Route, useRoute } from "./route";
import { useSession } from "./session";

/** The screens on the way to access. */
const SETTING_UP: ReadonlySet<Route["screen"]> = new Set([
  "setup",
  "checklist",
  "registration",
  "sign_in",
  "device_sign_in",
]);

/** Below this width the rail shows its icons only. */
const NARROW = "@media (max-width: 1000px)";

const useStyles = makeStyles({
  rail: {
    gridArea: "rail",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    width: "216px",
    boxSizing: "border-box",
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowY: "auto",
    [NARROW]: { width: "56px" },
  },
  item: {
    position: "relative",
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "36px",
    padding: `0 ${tokens.spacingHorizontalM}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase300,
    textAlign: "left",
    cursor: "pointer",
    "& svg": { flexShrink: 0 },
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    [NARROW]: { padding: "0 10px" },
  },
  here: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    ":hover": { backgroundColor: tokens.colorBrandBackground2Hover },
    "::before": {
      content: '""',
      position: "absolute",
      left: 0,
      top: "8px",
      bottom: "8px",
      width: "3px",
      borderRadius: "2px",
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
  },
  label: {
    [NARROW]: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
  },
  group: {
    margin: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    [NARROW]: { visibility: "hidden", height: 0, overflow: "hidden" },
  },
  last: { marginTop: "auto" },
});

interface ItemProps {
  id: "home" | "setup" | "incidents" | "hunting" | "customers" | "diagnosis" | "token" | "snippets" | "settings";
  to: Route;
  here: boolean;
  icons: [plain: ComponentType, filled: ComponentType];
  last?: boolean;
}

function Item({ id, to, here, icons: [Plain, Filled], last = false }: ItemProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const Icon = here ? Filled : Plain;
  return (
    <button
      type="button"
      data-testid={`nav-${id}`}
      aria-current={here ? "page" : undefined}
      title={t(`app.nav.${id}`)}
      className={mergeClasses(styles.item, here && styles.here, last && styles.last)}
      onClick={() => go(to)}
    >
      <Icon />
      <span className={styles.label}>{t(`app.nav.${id}`)}</span>
    </button>
  );
}

/** The left rail: it always says where you are. */
export function Rail() {
  const styles = useStyles();
  const { t } = useWords();
  const { route } = useRoute();
  const { current } = useSession();
  const { screen } = route;
  const connectionId = current?.id ?? null;
  const inSetup = SETTING_UP.has(screen);
  return (
    <nav className={styles.rail} aria-label={t("app.rail")}>
      <Item id="home" to={{ screen: "home" }} here={screen === "home"} icons={[Home20Regular, Home20Filled]} />
      <Item
        id="setup"
        to={connectionId ? { screen: "checklist", connectionId } : { screen: "setup" }}
        here={inSetup}
        icons={[TaskListSquareLtr20Regular, TaskListSquareLtr20Filled]}
      />
      <Item
        id="incidents"
        to={{ screen: "incidents", connectionId }}
        here={screen === "incidents" || (route.screen === "incident" && !route.customer)}
        icons={[ShieldTask20Regular, ShieldTask20Filled]}
      />
      <Item
        id="hunting"
        to={{ screen: "hunting", connectionId }}
        here={screen === "hunting"}
        icons={[DocumentSearch20Regular, DocumentSearch20Filled]}
      />
      {current && hasBoard(current) && (
        <Item
          id="customers"
          to={{ screen: "customers", connectionId: current.id }}
          here={screen === "customers" || screen === "sweep" || (route.screen === "incident" && route.customer != null)}
          icons={[BuildingMultiple20Regular, BuildingMultiple20Filled]}
        />
      )}
      <Item
        id="diagnosis"
        to={{ screen: "diagnosis", connectionId }}
        here={screen === "diagnosis"}
        icons={[ChatHelp20Regular, ChatHelp20Filled]}
      />
      {current && (
        <>
          <div className={styles.group}>{t("app.this_connection")}</div>
          <Item
            id="token"
            to={{ screen: "token", connectionId }}
            here={screen === "token"}
            icons={[Key20Regular, Key20Filled]}
          />
          <Item
            id="snippets"
            to={{ screen: "snippets", connectionId }}
            here={screen === "snippets"}
            icons={[Code20Regular, Code20Filled]}
          />
        </>
      )}
      <Item
        id="settings"
        to={{ screen: "settings" }}
        here={screen === "settings" || screen === "support"}
        icons={[Settings20Regular, Settings20Filled]}
        last
      />
    </nav>
  );
}
