import { makeStyles, tokens } from "@fluentui/react-components";
import { useNow } from "../../app/clock";
import { Eye20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { BoardView } from "../../ipc";
import { left } from "./left";

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalXS, flexWrap: "wrap" },
  watch: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  icon: { display: "inline-flex", color: tokens.colorPaletteGreenForeground1 },
});

/** How many customers there are, and that somebody looks after them. */
export function WatchLine({ board, watching }: { board: BoardView; watching: boolean }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(5_000);
  const away = board.nextLook ? Date.parse(board.nextLook) - now : null;
  const words = !watching
    ? t("tenants.watch.off")
    : away === null
      ? t("tenants.watch.on")
      : away < 1_000
        ? t("tenants.watch.now")
        : t("tenants.watch.next", { time: left(away, format) });
  return (
    <span className={styles.line}>
      <span>{t("tenants.count", { count: board.total })} ·</span>
      <span className={styles.watch}>
        {watching && (
          <span className={styles.icon}>
            <Eye20Regular />
          </span>
        )}
        {words}
      </span>
    </span>
  );
}
