import { makeStyles, tokens } from "@fluentui/react-components";
import { Comment20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { CommentRow } from "../../../ipc";

const useStyles = makeStyles({
  title: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    margin: 0,
    fontSize: tokens.fontSizeBase400,
  },
  list: { listStyleType: "none", margin: `${tokens.spacingVerticalS} 0 0`, padding: 0 },
  one: { paddingBottom: tokens.spacingVerticalS, overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** What people wrote about an incident. */
export function Comments({ comments }: { comments: CommentRow[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  if (comments.length === 0) return null;
  return (
    <Panel label={t("defender.incident.comments")}>
      <h2 className={styles.title}>
        <Comment20Regular />
        {t("defender.incident.comments")}
      </h2>
      <ul className={styles.list}>
        {comments.map(({ text, by, at }) => (
          <li key={`${at} ${by} ${text}`} className={styles.one}>
            {text}
            <div className={styles.soft}>{[by, at && format.moment(at)].filter(Boolean).join(" · ")}</div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
