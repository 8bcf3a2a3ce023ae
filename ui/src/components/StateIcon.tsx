import { makeStyles, tokens } from "@fluentui/react-components";
import type { StepState } from "../ipc";
import { CheckmarkCircle20Filled, ErrorCircle20Filled } from "./icons";

const useStyles = makeStyles({
  proved: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  blocked: { flexShrink: 0, color: tokens.colorPaletteRedForeground1 },
  open: {
    flexShrink: 0,
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "20px",
    height: "20px",
    boxSizing: "border-box",
    border: `1.5px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: "50%",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase100,
  },
});

/** Proved, blocked, or still to do (then with its number). The words stand beside it. */
export function StateIcon({ state, number }: { state: StepState; number?: number }) {
  const styles = useStyles();
  if (state === "proved") return <CheckmarkCircle20Filled className={styles.proved} />;
  if (state === "blocked") return <ErrorCircle20Filled className={styles.blocked} />;
  return (
    <span className={styles.open} aria-hidden="true">
      {number}
    </span>
  );
}
