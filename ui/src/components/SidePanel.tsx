import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useFocusBack } from "../app/focus";
import { useWords } from "../i18n";
import { Dismiss20Regular } from "./icons";
import { shortened } from "./shortened";

const useStyles = makeStyles({
  panel: {
    flex: "0 0 340px",
    boxSizing: "border-box",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    "@media (max-width: 1100px)": {
      position: "absolute",
      right: 0,
      top: 0,
      bottom: 0,
      width: "min(360px, 100%)",
      boxShadow: tokens.shadow28,
      zIndex: 2,
    },
  },
  wide: { flexBasis: "420px", "@media (max-width: 1100px)": { width: "min(440px, 100%)" } },
  top: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  close: { marginLeft: "auto" },
  title: {
    outline: "none",
    margin: `${tokens.spacingVerticalXS} 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: "anywhere",
    // Somebody else chose the title, and how long it is.
    maxHeight: `calc(5 * ${tokens.lineHeightBase400})`,
    overflowY: "auto",
  },
});

interface SidePanelProps {
  title: string;
  /** One line above the title. */
  top: ReactNode;
  testId: string;
  /** Holds more than facts. */
  wide?: boolean;
  onClose(): void;
  children: ReactNode;
}

/** What is behind a row, beside its table; in a narrow window above it. Esc closes it, and the focus goes back. */
export function SidePanel({ title, top, testId, wide = false, onClose, children }: SidePanelProps) {
  const styles = useStyles();
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusBack();
  useClosing(heading, onClose);
  return (
    <aside
      className={mergeClasses(styles.panel, wide && styles.wide)}
      data-testid={testId}
      aria-label={shortened(title)}
    >
      <div className={styles.top}>
        {top}
        <Button
          className={styles.close}
          size="small"
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t("common.close")}
          onClick={onClose}
        />
      </div>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      {children}
    </aside>
  );
}

/** Takes the focus to the heading; Esc closes. */
function useClosing(heading: RefObject<HTMLElement | null>, onClose: () => void) {
  useEffect(() => heading.current?.focus({ preventScroll: true }), [heading]);
  useEffect(() => {
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    window.addEventListener("keydown", onEscape);
    return () => window.removeEventListener("keydown", onEscape);
  }, [onClose]);
}
