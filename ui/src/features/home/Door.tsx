import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Panel } from "../../components/Panel";

const useStyles = makeStyles({
  door: {
    display: "grid",
    gridTemplate: "1fr auto / 1fr auto",
    columnGap: tokens.spacingHorizontalL,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  body: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalL}`, color: tokens.colorNeutralForeground2 },
  // Below the picture too: some words are longer in French.
  action: { gridColumn: "1 / -1" },
});

/** One of the things that somebody may want: what it is, a picture, and the way in. */
export function Door({
  title,
  body,
  picture,
  action,
}: {
  title: string;
  body: string;
  picture: ReactNode;
  action: ReactNode;
}) {
  const styles = useStyles();
  return (
    <Panel className={styles.door}>
      <div>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.body}>{body}</p>
      </div>
      {picture}
      <div className={styles.action}>{action}</div>
    </Panel>
  );
}
