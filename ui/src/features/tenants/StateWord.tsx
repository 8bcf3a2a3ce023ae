import { makeStyles, tokens } from "@fluentui/react-components";
import type { ComponentType } from "react";
import {
  CheckmarkCircle16Filled,
  Circle16Regular,
  CircleHalfFill16Filled,
  ErrorCircle16Filled,
} from "../../components/icons";
import { useResultWords } from "../../components/table/words";
import type { CustomerState } from "../../ipc";
import { COLOUR, type Tone, toneOf } from "./states";

const useStyles = makeStyles({
  word: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  icon: { display: "inline-flex", flexShrink: 0 },
});

/** Full, half, empty and marked: the shapes tell the tones apart without their colours. */
const SHAPE: Record<Tone, ComponentType> = {
  ready: CheckmarkCircle16Filled,
  partly: CircleHalfFill16Filled,
  waiting: Circle16Regular,
  stuck: ErrorCircle16Filled,
};

/** The sign of a tone; its word stands beside it. */
export function ToneIcon({ tone }: { tone: Tone }) {
  const styles = useStyles();
  const Shape = SHAPE[tone];
  return (
    <span className={styles.icon} style={{ color: COLOUR[tone] }}>
      <Shape />
    </span>
  );
}

/** How far the consent of a customer is: colour, shape and word. */
export function StateWord({ state }: { state: CustomerState }) {
  const styles = useStyles();
  const words = useResultWords();
  const word = words.value("consent", state);
  return (
    <span className={styles.word} title={word} data-state={state}>
      <ToneIcon tone={toneOf(state)} />
      <span className={styles.text}>{word}</span>
    </span>
  );
}
