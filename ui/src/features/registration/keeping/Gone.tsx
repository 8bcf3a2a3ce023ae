import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { CheckmarkCircle24Filled, Info20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { StepHeading } from "../../../components/StepHeading";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { ConnectionView, RunView } from "../../../ipc";
import { useStageStyles } from "../stageStyles";

const useStyles = makeStyles({
  sheet: { display: "flex", gap: tokens.spacingHorizontalM },
  icon: { flexShrink: 0 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  words: { flex: "1 1 auto", minWidth: 0 },
  findings: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

interface GoneProps {
  run: RunView;
  connection: ConnectionView;
  onSetUpAgain(): void;
}

/** The end of a registration: nothing of it is left, or what is left and why. */
export function Gone({ run, connection, onSetUpAgain }: GoneProps) {
  const styles = useStyles();
  const stage = useStageStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const format = useFormat();
  const left = run.steps.filter(({ state }) => state === "left");
  const stands = left.some(({ id }) => id === "application");
  const reports = left.flatMap(({ problem }) => (problem ? [problem] : []));
  const names = left.map(({ id }) => t(`registration.step.${id}`));
  const title = t(
    left.length > 0 ? "keeping.gone.left" : run.choices.repair ? "keeping.gone.back" : "keeping.gone.title",
  );
  return (
    <div className={styles.findings} data-testid="registration-gone">
      <Panel className={styles.sheet} label={title}>
        {left.length > 0 ? (
          <Info20Regular className={styles.icon} />
        ) : (
          <CheckmarkCircle24Filled className={mergeClasses(styles.icon, styles.good)} />
        )}
        <div className={styles.words}>
          <StepHeading className={stage.title}>{title}</StepHeading>
          {left.length > 0 && (
            <p className={stage.body}>{t("keeping.gone.left_body", { names: format.list(names) })}</p>
          )}
          {!stands && (
            <p className={stage.body}>
              {t(run.choices.repair ? "keeping.gone.back_body" : "keeping.gone.body", { name: connection.appName })}
            </p>
          )}
          <div className={stage.ways}>
            <Button appearance="primary" size="large" data-testid="set-up-again" onClick={onSetUpAgain}>
              {t("keeping.gone.again")}
            </Button>
            <Button size="large" onClick={() => go({ screen: "home" })}>
              {t("app.nav.home")}
            </Button>
          </div>
        </div>
      </Panel>
      {reports.map((report) => (
        <ProblemCard key={report.code} report={report} connection={connection} />
      ))}
    </div>
  );
}
