import { Badge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactNode, useId } from "react";

const useStyles = makeStyles({
  set: { border: "none", margin: 0, padding: 0, minWidth: 0 },
  legend: {
    padding: 0,
    marginBottom: tokens.spacingVerticalS,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  cards: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalM },
  card: {
    display: "flex",
    flexDirection: "column",
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-within:has(input[type=radio]:focus-visible)": {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: "1px",
    },
  },
  chosen: {
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  wide: { gridColumn: "1 / -1" },
  off: { opacity: 0.65 },
  label: { display: "flex", gap: tokens.spacingHorizontalM, alignItems: "flex-start", cursor: "pointer" },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1, lineHeight: 0 },
  words: { flex: "1 1 auto", minWidth: 0 },
  title: { fontWeight: tokens.fontWeightSemibold, marginRight: tokens.spacingHorizontalS },
  body: { display: "block", color: tokens.colorNeutralForeground2 },
  radio: {
    flexShrink: 0,
    margin: "3px 0 0",
    accentColor: tokens.colorCompoundBrandBackground,
    width: "16px",
    height: "16px",
  },
});

export interface Choice<T extends string> {
  value: T;
  testId: string;
  icon: ReactNode;
  title: string;
  body: string;
  badge?: string;
  disabled?: boolean;
  /** Has a line of its own. */
  wide?: boolean;
  /** What opens inside the card once it is chosen. */
  more?: ReactNode;
}

interface ChoiceCardsProps<T extends string> {
  question: string;
  choices: Choice<T>[];
  value: T;
  onChoose(value: T): void;
}

/** One question with two answers, each explained: a radio group that looks like cards. */
export function ChoiceCards<T extends string>({ question, choices, value, onChoose }: ChoiceCardsProps<T>) {
  const styles = useStyles();
  const name = useId();
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>{question}</legend>
      <div className={styles.cards}>
        {choices.map((choice) => (
          <div
            key={choice.value}
            className={mergeClasses(
              styles.card,
              choice.value === value && styles.chosen,
              choice.disabled === true && styles.off,
              choice.wide === true && styles.wide,
            )}
          >
            <label className={styles.label} data-testid={choice.testId}>
              <span className={styles.icon} aria-hidden="true">
                {choice.icon}
              </span>
              <span className={styles.words}>
                <span className={styles.title}>{choice.title}</span>
                {choice.badge && (
                  <Badge appearance="tint" size="small">
                    {choice.badge}
                  </Badge>
                )}
                <span className={styles.body}>{choice.body}</span>
              </span>
              <input
                type="radio"
                className={styles.radio}
                name={name}
                checked={choice.value === value}
                disabled={choice.disabled === true}
                onChange={() => onChoose(choice.value)}
              />
            </label>
            {choice.value === value && choice.more}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
