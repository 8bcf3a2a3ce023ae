import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useWords } from "../i18n";
import { useFormat } from "../i18n/format";
import { useNow } from "./clock";
import { useSession } from "./session";

const useStyles = makeStyles({
  line: {
    gridArea: "status",
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalL,
    padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "nowrap",
    overflow: "hidden",
  },
  practice: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  dot: { width: "8px", height: "8px", borderRadius: "50%", backgroundColor: tokens.colorNeutralForeground4 },
  on: { backgroundColor: tokens.colorPaletteGreenForeground1 },
  saved: { overflow: "hidden", textOverflow: "ellipsis" },
  end: { marginLeft: "auto" },
});

/** The file's own name, without its folder. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

export function StatusLine() {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(20_000);
  const { practice, practising, saved, tokenExpires } = useSession();
  const left = tokenExpires ? Date.parse(tokenExpires) - now : null;
  return (
    <footer className={styles.line}>
      {practising && practice && (
        <span className={styles.practice}>
          <span className={mergeClasses(styles.dot, practice.running && styles.on)} />
          {t(practice.running ? "app.status.practice_running" : "app.status.practice_stopped")}
        </span>
      )}
      {saved && (
        <span className={styles.saved}>{t("app.status.saved", { name: fileName(saved.path), count: saved.rows })}</span>
      )}
      {left !== null && (
        <span>
          {left > 0 ? t("app.status.token_left", { time: format.minutes(left) }) : t("app.status.token_over")}
        </span>
      )}
      {practising && <span className={styles.end}>{t("app.status.nothing_leaves")}</span>}
    </footer>
  );
}
