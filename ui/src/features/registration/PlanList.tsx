import { Badge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { PlannedChange, PlannedStep, RunStepView } from "../../ipc";
import { type Progress, stateOf } from "./progress";
import { Requests } from "./Requests";
import { StepMark } from "./StepMark";
import { STEP_ICON } from "./stepIcons";
import { Waiting } from "./Waiting";

const useStyles = makeStyles({
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
  },
  card: {
    display: "flex",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  here: { border: `1px solid ${tokens.colorCompoundBrandStroke}` },
  stopped: { border: `1px solid ${tokens.colorPaletteRedBorder2}` },
  icon: {
    flexShrink: 0,
    display: "grid",
    placeContent: "center",
    width: "40px",
    height: "40px",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  words: { flex: "1 1 auto", minWidth: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  does: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  details: { margin: 0, paddingLeft: "18px", color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  wait: { margin: 0, fontVariantNumeric: "tabular-nums" },
  made: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
});

const TONE: Record<PlannedChange, "brand" | "warning" | "informative"> = {
  create: "brand",
  change: "warning",
  keep: "informative",
  in_browser: "brand",
  look: "informative",
};

/** What is done, one card for each step, in order; while it is done, how each of them stands. */
export function PlanList({ steps, progress }: { steps: PlannedStep[]; progress: Progress }) {
  const styles = useStyles();
  return (
    <ol className={styles.list} data-testid="plan">
      {steps.map((step, index) => (
        // The tenant may lack more than one API, each with a step of its own.
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the plan
        <li key={`${index} ${step.id}`}>
          <StepCard step={step} number={index + 1} progress={progress} />
        </li>
      ))}
    </ol>
  );
}

function StepCard({ step, number, progress }: { step: PlannedStep; number: number; progress: Progress }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const run = progress.steps[step.id];
  const state = stateOf(step, progress);
  const title = t(`registration.step.${step.id}`);
  const does = `registration.step_does.${step.id}.${step.change}`;
  const Icon = STEP_ICON[step.id];
  return (
    <div
      className={mergeClasses(styles.card, state === "working" && styles.here, state === "stopped" && styles.stopped)}
      data-testid={`planned-${step.id}`}
      data-state={state}
    >
      <span className={styles.icon} aria-hidden="true">
        <Icon />
      </span>
      <div className={styles.words}>
        <div className={styles.head}>
          <h3 className={styles.title}>{title}</h3>
          <Badge appearance="tint" size="small" color={TONE[step.change]}>
            {t(`registration.change.${step.change}`)}
          </Badge>
        </div>
        {has(does) && <p className={styles.does}>{t(does, step.params)}</p>}
        {step.id !== "consent" && <Details details={step.details} />}
        {run && <Standing run={run} progress={progress} />}
        <Requests title={title} requests={step.requests} />
      </div>
      <StepMark state={state} number={number} />
    </div>
  );
}

/** What the step does, one thing after the other. Of consent the sentence names everything. */
function Details({ details }: { details: PlannedStep["details"] }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const words = details.flatMap(({ id, params }) => {
    const key = `registration.detail.${id}`;
    return has(key) ? [t(key, params)] : [];
  });
  if (words.length === 0) return null;
  return (
    <ul className={styles.details}>
      {words.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}

/** What was made, and how long the tenant takes to know of it. */
function Standing({ run, progress }: { run: RunStepView; progress: Progress }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const waiting = progress.waiting?.id === run.id ? progress.waiting : null;
  return (
    <>
      {run.made.length > 0 && <p className={styles.made}>{run.made.join(" · ")}</p>}
      {waiting && <Waiting seconds={waiting.seconds} since={waiting.at} />}
      {!waiting && run.waitedSeconds !== null && run.waitedSeconds > 0 && (
        <p className={styles.wait}>
          {t("registration.applying.waited", { time: format.duration(run.waitedSeconds * 1000) })}
        </p>
      )}
    </>
  );
}
