import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRoute } from "../../app/route";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { QuestionCards } from "../defender/questions/QuestionCards";
import { answeredBy, useQuestions } from "../defender/questions/questions";

/** What is offered before somebody asks for all: something for each trade. */
const FIRST = [
  "open_and_serious",
  "last_48_hours",
  "nobody_works_on",
  "devices_hit_most",
  "fix_first",
  "exposure_score",
];

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalM },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400 },
  all: { marginLeft: "auto" },
});

/** Questions in plain words to a connection that works: one press brings the answer. */
export function Ask({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const questions = useQuestions(connection) ?? [];
  const [all, setAll] = useState(false);
  if (questions.length === 0) return null;
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.heading}>{t("home.ask.title", { name: connection.name })}</h2>
        <Button
          className={styles.all}
          appearance="subtle"
          size="small"
          data-testid="all-questions"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? t("home.ask.fewer") : t("home.ask.all", { count: questions.length })}
        </Button>
      </div>
      <QuestionCards
        questions={all ? questions : questions.filter(({ question }) => FIRST.includes(question.id))}
        connection={connection}
        onAsk={(ready) => go(answeredBy(ready, connection.id))}
      />
    </>
  );
}
