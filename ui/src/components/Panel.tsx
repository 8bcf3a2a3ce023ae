import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  panel: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
  },
});

/** A white sheet on the canvas: one subject. */
export function Panel({ className, children, label }: { className?: string; children: ReactNode; label?: string }) {
  const styles = useStyles();
  return (
    <section className={mergeClasses(styles.panel, className)} aria-label={label}>
      {children}
    </section>
  );
}
