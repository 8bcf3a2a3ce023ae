import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactNode, useId } from "react";

const useStyles = makeStyles({
  set: { border: "none", margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  choice: { display: "flex", gap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalS, cursor: "pointer" },
  off: { cursor: "default" },
  radio: {
    flexShrink: 0,
    width: "16px",
    height: "16px",
    margin: "2px 0 0",
    // Drawn here: on a dark page WebKitGTK fills the one that is not chosen, which then looks chosen.
    appearance: "none",
    boxSizing: "border-box",
    border: `1.5px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusCircular,
    ":checked": { border: `5px solid ${tokens.colorCompoundBrandBackground}` },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "2px" },
  },
  chosen: { fontWeight: tokens.fontWeightSemibold },
  body: { display: "block", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  more: { padding: `${tokens.spacingVerticalS} 0 0 24px` },
});

interface Radio<T extends string> {
  value: T;
  testId: string;
  title: string;
  body?: string;
  /** What belongs to it once it is chosen. */
  more?: ReactNode;
}

interface RadiosProps<T extends string> {
  question: string;
  choices: Radio<T>[];
  value: T | null;
  disabled?: boolean;
  onChoose(value: T): void;
}

/** One question with a few answers, below each other, each with what follows from it. */
export function Radios<T extends string>({ question, choices, value, disabled = false, onChoose }: RadiosProps<T>) {
  const styles = useStyles();
  const name = useId();
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>{question}</legend>
      {choices.map((choice) => (
        <div key={choice.value}>
          <label className={mergeClasses(styles.choice, disabled && styles.off)} data-testid={choice.testId}>
            <input
              type="radio"
              className={styles.radio}
              name={name}
              checked={choice.value === value}
              disabled={disabled}
              onChange={() => onChoose(choice.value)}
            />
            <span>
              <span className={mergeClasses(choice.value === value && styles.chosen)}>{choice.title}</span>
              {choice.body && <span className={styles.body}>{choice.body}</span>}
            </span>
          </label>
          {choice.value === value && choice.more && <div className={styles.more}>{choice.more}</div>}
        </div>
      ))}
    </fieldset>
  );
}
