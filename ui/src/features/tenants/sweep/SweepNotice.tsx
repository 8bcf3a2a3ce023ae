import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { Panel } from "../../../components/Panel";
import { useWords } from "../../../i18n";
import { useSweep } from "./sweeps";
import { UnfinishedSweeps } from "./UnfinishedSweeps";
import { useTimeLeft } from "./words";

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalS,
  },
  words: { flex: "1 1 280px", fontVariantNumeric: "tabular-nums" },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** On the board: the sweep that runs, or those that ended early. Nothing where there is neither. */
export default function SweepNotice({ connectionId }: { connectionId: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const left = useTimeLeft();
  const { sweep } = useSweep(connectionId);
  const { busy, progress } = sweep;
  if (!busy) return <UnfinishedSweeps connectionId={connectionId} />;
  const { done = 0, of = 0, secondsLeft = null } = progress ?? {};
  return (
    <Panel label={t("sweep.running")}>
      <div className={styles.line} data-testid="sweep-notice">
        <div className={styles.words}>
          {t("sweep.running")} ·{" "}
          <span className={styles.soft}>
            {progress ? [t("sweep.far", { done, count: of }), left(secondsLeft)].join(" · ") : t("sweep.starting")}
          </span>
        </div>
        <Button data-testid="sweep-show" onClick={() => go({ screen: "sweep", connectionId })}>
          {t("sweep.show")}
        </Button>
      </div>
      <ProgressBar aria-label={t("sweep.running")} {...(of > 0 ? { value: done, max: of } : {})} />
    </Panel>
  );
}
