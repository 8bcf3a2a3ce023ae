import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Panel } from "../Panel";

const useStyles = makeStyles({
  sheet: {
    display: "flex",
    flexDirection: "column",
    minWidth: 0,
    minHeight: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  head: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    flexWrap: "wrap",
    minHeight: "24px",
    marginBottom: tokens.spacingVerticalXS,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
});

/** One picture above a table, with its name and what can be pressed beside it. */
export function ChartSheet({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <Panel className={styles.sheet} label={title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {beside}
      </div>
      {children}
    </Panel>
  );
}
