import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { Page } from "../../../components/Page";
import { Panel } from "../../../components/Panel";
import { Spoken } from "../../../components/Spoken";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { Customers } from "./Customers";
import type { Sweep } from "./sweeps";
import { useAskedWords, useTimeLeft } from "./words";

/** Parts of the way that are said aloud, in percent: often enough to know that it goes on. */
const SAID_EVERY = 10;

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalM,
  },
  words: { flex: "1 1 auto", minWidth: 0 },
  far: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontVariantNumeric: "tabular-nums" },
  soft: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

interface RunningProps {
  sweep: Sweep;
  onCancel(): void;
}

/** How far a sweep is: altogether, and each customer. It goes on without this screen. */
export function Running({ sweep, onCancel }: RunningProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const titled = useAskedWords();
  const left = useTimeLeft();
  const { progress, customers, ending, asked } = sweep;
  const { done = 0, of = 0, failed = 0, rows = 0, requests = 0, secondsLeft = null } = progress ?? {};
  const far = t("sweep.far", { done, count: of });
  const tenth = of > 0 ? Math.floor((done / of) * SAID_EVERY) * SAID_EVERY : 0;
  const parts = [
    t("sweep.rows", { count: rows }),
    t("defender.calls", { count: requests }),
    ...(failed > 0 ? [t("sweep.failed", { count: failed })] : []),
  ];
  return (
    <Page title={asked ? titled(asked) : t("sweep.title")} lead={t("sweep.goes_on")} wide>
      <Panel label={t("sweep.running")}>
        <div className={styles.line}>
          <div className={styles.words}>
            <div className={styles.far} data-testid="sweep-far" data-done={done}>
              {progress ? far : t("sweep.starting")}
            </div>
            <div className={styles.soft}>{progress && [...parts, left(secondsLeft)].join(" · ")}</div>
          </div>
          <Button data-testid="sweep-cancel" disabledFocusable={ending} onClick={onCancel}>
            {t(ending ? "sweep.ending" : "sweep.cancel")}
          </Button>
        </div>
        <ProgressBar
          thickness="large"
          aria-label={t("sweep.running")}
          {...(progress && of > 0 ? { value: done, max: of, "aria-valuetext": far } : {})}
        />
        <Spoken>{tenth > 0 ? t("sweep.said", { percent: format.number(tenth) }) : ""}</Spoken>
      </Panel>
      {progress && (
        <Panel label={t("sweep.customers")}>
          <Customers customers={customers} of={of} />
        </Panel>
      )}
    </Page>
  );
}
