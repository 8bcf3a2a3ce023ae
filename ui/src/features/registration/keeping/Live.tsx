import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { Panel } from "../../../components/Panel";
import { Spoken } from "../../../components/Spoken";
import { StepHeading } from "../../../components/StepHeading";
import { useWords } from "../../../i18n";
import type { ConnectionView, Credential, RunStepState, RunView } from "../../../ipc";
import { StepMark } from "../StepMark";
import { useStageStyles } from "../stageStyles";
import { Waiting } from "../Waiting";
import { RENEWAL, renewal } from "./renewal";
import type { KeepingInHand } from "./useKeeping";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: `${tokens.spacingVerticalS} 0 0`, padding: 0 },
  wait: { marginTop: tokens.spacingVerticalS, color: tokens.colorNeutralForeground2 },
  line: { display: "flex", gap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalXS },
});

interface LiveProps {
  connection: ConnectionView;
  keeping: KeepingInHand;
  run: RunView | null;
}

/** What is done now, step by step, and the way to stop it. */
export function Live({ connection, keeping, run }: LiveProps) {
  const styles = useStyles();
  const stage = useStageStyles();
  const { t } = useWords();
  const { progress, stopping } = keeping;
  const kind = keeping.errand?.kind ?? "check";
  const credential = connection.goal.credential ?? "secret";
  const title = t(kind === "rotate" ? `keeping.kind.${credential}.live` : `keeping.live.${kind}`);
  const lines = useLines(keeping, credential, run);
  const now = lines.find(({ state }) => state === "working")?.name ?? title;
  return (
    <Panel label={title}>
      <div className={stage.row} data-testid={`keeping-${kind}`}>
        <Spinner size="tiny" aria-hidden="true" />
        <StepHeading className={stage.title}>{title}</StepHeading>
      </div>
      {lines.length > 0 && (
        <ol className={styles.list}>
          {lines.map(({ name, state }, index) => (
            <li key={name} className={styles.line} data-testid="live-step" data-state={state}>
              <StepMark state={state} number={index + 1} />
              <span>{name}</span>
            </li>
          ))}
        </ol>
      )}
      {progress.waiting && (
        <div className={styles.wait}>
          <Waiting seconds={progress.waiting.seconds} since={progress.waiting.at} />
        </div>
      )}
      {kind !== "check" && (
        <div className={stage.ways}>
          <Button data-testid="keeping-stop" disabledFocusable={stopping} onClick={keeping.stop}>
            {t(stopping ? "registration.applying.stopping" : "registration.applying.stop")}
          </Button>
          <span className={stage.hint}>{t("keeping.live.stop_hint")}</span>
        </div>
      )}
      <Spoken>{now}</Spoken>
    </Panel>
  );
}

interface Line {
  name: string;
  state: RunStepState;
}

/** The steps of what is done, in the order in which they are. */
function useLines({ errand, progress }: KeepingInHand, credential: Credential, run: RunView | null): Line[] {
  const { t } = useWords();
  switch (errand?.kind) {
    case "rotate": {
      const states = renewal(progress);
      const parts = RENEWAL.filter((one) => one !== "removed" || !errand.instead);
      return parts.map((one) => ({ name: t(`keeping.kind.${credential}.${one}`), state: states[one] }));
    }
    case "undo":
      return (run?.steps ?? [])
        .filter(({ id }) => id !== "proof")
        .reverse()
        .map(({ id, state }) => ({
          name: t(`registration.step.${id}`),
          // What was done before is what there is to undo.
          state: progress.steps[id]?.state ?? (state === "undone" ? "undone" : "waiting"),
        }));
    default:
      return Object.values(progress.steps).map(({ id, state }) => ({ name: t(`registration.step.${id}`), state }));
  }
}
