import { makeStyles, tokens } from "@fluentui/react-components";
import type { ConnectionView } from "../../../ipc";
import { HowAsked } from "./HowAsked";
import { QuestionIcon } from "./QuestionIcon";
import type { ReadyQuestion } from "./questions";
import { useQuestionWords } from "./questionWords";

const useStyles = makeStyles({
  cards: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(248px, 1fr))",
    gap: tokens.spacingHorizontalM,
  },
  card: { position: "relative", display: "flex" },
  ask: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    alignContent: "start",
    width: "100%",
    padding: `${tokens.spacingVerticalM} 36px ${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase300,
    textAlign: "left",
    cursor: "pointer",
    "& svg": { color: tokens.colorBrandForeground1 },
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  why: { gridColumn: 2, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  how: { position: "absolute", right: "4px", top: "6px" },
});

interface QuestionCardsProps {
  questions: ReadyQuestion[];
  connection: ConnectionView;
  onAsk(ready: ReadyQuestion): void;
}

/** Questions in plain words: one press asks. */
export function QuestionCards({ questions, connection, onAsk }: QuestionCardsProps) {
  const styles = useStyles();
  const words = useQuestionWords();
  return (
    <ul className={styles.cards}>
      {questions.map((ready) => {
        const { id } = ready.question;
        return (
          <li key={id} className={styles.card}>
            <button type="button" className={styles.ask} data-testid={`question-${id}`} onClick={() => onAsk(ready)}>
              <QuestionIcon question={ready.question} />
              <span className={styles.title}>{words.title(id)}</span>
              <span className={styles.why}>{words.why(id)}</span>
            </button>
            <HowAsked ready={ready} connection={connection} className={styles.how} />
          </li>
        );
      })}
    </ul>
  );
}
