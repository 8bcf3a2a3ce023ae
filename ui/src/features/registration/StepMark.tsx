import { makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled, ErrorCircle20Filled } from "../../components/icons";
import { StateIcon } from "../../components/StateIcon";
import { useWords } from "../../i18n";
import type { RunStepState } from "../../ipc";

const useStyles = makeStyles({
  mark: { flexShrink: 0, width: "20px", textAlign: "center" },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  // The mark is a picture; its word is for those who cannot see it.
  word: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** How a step stands. */
export function StepMark({ state, number }: { state: RunStepState; number: number }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <span className={styles.mark}>
      <Picture state={state} number={number} />
      <span className={styles.word}>{t(`registration.run_state.${state}`)}</span>
    </span>
  );
}

function Picture({ state, number }: { state: RunStepState; number: number }) {
  const styles = useStyles();
  switch (state) {
    case "working":
      return <Spinner size="extra-tiny" aria-hidden="true" />;
    case "done":
    case "undone":
      return <CheckmarkCircle20Filled className={styles.good} />;
    case "stopped":
      return <ErrorCircle20Filled className={styles.bad} />;
    default:
      return <StateIcon state="open" number={number} />;
  }
}
