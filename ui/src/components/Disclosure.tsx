import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  details: { "&[open] > summary::before": { transform: "rotate(45deg)" } },
  summary: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    cursor: "pointer",
    fontWeight: tokens.fontWeightSemibold,
    borderRadius: tokens.borderRadiusSmall,
    listStyleType: "none",
    "::-webkit-details-marker": { display: "none" },
    "::before": {
      content: '""',
      width: "6px",
      height: "6px",
      margin: "0 4px 0 2px",
      borderRight: "1.5px solid currentcolor",
      borderBottom: "1.5px solid currentcolor",
      transform: "rotate(-45deg)",
      transitionProperty: "transform",
      transitionDuration: tokens.durationFaster,
      "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
    },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "2px" },
  },
});

interface DisclosureProps {
  title: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Something that stays folded until a person wants to know. */
export function Disclosure({ title, className, children }: DisclosureProps) {
  const styles = useStyles();
  return (
    <details className={mergeClasses(styles.details, className)}>
      <summary className={styles.summary}>{title}</summary>
      {children}
    </details>
  );
}
