import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Panel } from "./Panel";

const useStyles = makeStyles({
  sheet: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    textAlign: "center",
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`,
  },
  title: { margin: `${tokens.spacingVerticalM} 0 0`, fontSize: tokens.fontSizeBase400 },
  body: {
    margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalL}`,
    maxWidth: "460px",
    color: tokens.colorNeutralForeground2,
    textWrap: "balance",
  },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap", justifyContent: "center" },
});

interface EmptyProps {
  picture: ReactNode;
  title: string;
  body: string;
  children?: ReactNode;
}

/** What stands where nothing is yet: a picture, why, and the way on. */
export function Empty({ picture, title, body, children }: EmptyProps) {
  const styles = useStyles();
  return (
    <Panel className={styles.sheet}>
      {picture}
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.body}>{body}</p>
      {children && <div className={styles.actions}>{children}</div>}
    </Panel>
  );
}
