import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { Warning20Filled } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ConnectionView, ResultView } from "../../ipc";

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  warn: { color: tokens.colorPaletteMarigoldForeground1, flexShrink: 0 },
  title: { fontWeight: tokens.fontWeightSemibold },
  more: { marginLeft: "auto" },
});

interface PartProps {
  view: ResultView;
  connection: ConnectionView;
  onMore(): void;
}

/** Says that not every row is there, why, and goes on where the reading stopped. */
export function Part({ view, connection, onMore }: PartProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const rows = format.number(view.rows);
  return (
    <>
      {view.stopped && (
        <ProblemCard
          report={{
            ...view.stopped,
            remedy: view.stopped.remedy === "retry" ? "none" : view.stopped.remedy,
            retryable: false,
          }}
          connection={connection}
        />
      )}
      <Panel className={styles.line}>
        <Warning20Filled className={styles.warn} />
        <span role="status">
          <span className={styles.title}>{t("defender.part.title")}</span>{" "}
          {t(view.stopped ? "defender.part.stopped" : "defender.part.cancelled", { rows })}
        </span>
        <Button className={styles.more} appearance="primary" data-testid="continue-reading" onClick={onMore}>
          {t("defender.part.more")}
        </Button>
      </Panel>
    </>
  );
}
