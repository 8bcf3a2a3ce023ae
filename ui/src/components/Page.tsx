import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../i18n";
import { shortened } from "./shortened";

const useStyles = makeStyles({
  page: {
    maxWidth: "1120px",
    margin: "0 auto",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
  },
  wide: { maxWidth: "1500px" },
  full: { height: "100%", minHeight: "420px" },
  head: { display: "flex", alignItems: "flex-end", gap: tokens.spacingHorizontalL, flexWrap: "wrap" },
  words: { flex: "1 1 320px", minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    outline: "none",
    overflowWrap: "anywhere",
    // That of an incident is somebody else's, and as long as they like.
    maxHeight: `calc(4 * ${tokens.lineHeightBase600})`,
    overflowY: "auto",
  },
  lead: { margin: `${tokens.spacingVerticalXXS} 0 0`, color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
});

/** The screen shown first keeps the focus where the system put it; later screens take it to their heading. */
let opened = false;

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  /** Fills the height of the window, with its own scrolling parts inside. */
  full?: boolean;
  children: ReactNode;
}

/** One screen: its heading, one line about it, its actions. */
export function Page({ title, lead, actions, wide = false, full = false, children }: PageProps) {
  const styles = useStyles();
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (opened) heading.current?.focus();
    opened = true;
  }, []);
  useEffect(() => {
    document.title = `${shortened(title)} · ${t("app.name")}`;
  }, [title, t]);
  return (
    <div className={mergeClasses(styles.page, wide && styles.wide, full && styles.full)}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
