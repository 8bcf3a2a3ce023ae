import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { type Choice, ChoiceCards } from "../../../components/ChoiceCards";
import { Clock20Regular, DocumentSearch20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";
import type { ConnectionView } from "../../../ipc";
import { firstList } from "../../defender/kinds";
import { QuestionIcon } from "../../defender/questions/QuestionIcon";
import type { ReadyQuestion } from "../../defender/questions/questions";
import { useQuestionWords } from "../../defender/questions/questionWords";
import { type Draft, EVERYTHING, isTimed, OWN } from "./draft";
import { OwnQuery } from "./OwnQuery";
import type { Possible } from "./possible";
import { TimeChoice } from "./TimeChoice";

/** What is offered before somebody wants to see all. */
const FIRST = ["open_and_serious", "nobody_works_on", "devices_hit_most", "devices_at_high_risk"];

const useStyles = makeStyles({
  more: { marginTop: tokens.spacingVerticalS },
});

interface WhatToAskProps {
  connection: ConnectionView;
  possible: Possible;
  draft: Draft;
  onDraft(part: Partial<Draft>): void;
}

/** The question: everything that happened, a ready one, or a query of one's own. */
export function WhatToAsk({ connection, possible: { ready, hunting }, draft, onDraft }: WhatToAskProps) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useQuestionWords();
  const [all, setAll] = useState(false);
  const list = t(`defender.kind.${firstList(connection.goal.api)}`);
  const time = isTimed(draft, connection) && <TimeChoice hours={draft.hours} onHours={(hours) => onDraft({ hours })} />;
  const shown = ready.filter(({ question: { id } }) => all || FIRST.includes(id) || id === draft.what);
  const choices: Choice<string>[] = [
    {
      value: EVERYTHING,
      testId: "ask-everything",
      icon: <Clock20Regular />,
      title: t("sweep.everything.title", { list }),
      body: t("sweep.everything.body"),
      more: time,
    },
    ...shown.map((one) => card(one, words)),
    {
      value: OWN,
      testId: "ask-own",
      icon: <DocumentSearch20Regular />,
      title: t("sweep.own.title"),
      body: hunting ? t("sweep.own.body") : t("sweep.own.not_wanted"),
      disabled: !hunting,
      wide: true,
      more: (
        <>
          <OwnQuery text={draft.text} onText={(text) => onDraft({ text })} />
          {time}
        </>
      ),
    },
  ];
  return (
    <div>
      <ChoiceCards
        question={t("sweep.what")}
        choices={choices}
        value={draft.what}
        onChoose={(what) => onDraft({ what })}
      />
      {(all || shown.length < ready.length) && (
        <Button
          appearance="subtle"
          className={styles.more}
          data-testid="ask-more"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? t("home.ask.fewer") : t("home.ask.all", { count: ready.length })}
        </Button>
      )}
    </div>
  );
}

function card({ question }: ReadyQuestion, words: ReturnType<typeof useQuestionWords>): Choice<string> {
  return {
    value: question.id,
    testId: `ask-${question.id}`,
    icon: <QuestionIcon question={question} />,
    title: words.title(question.id),
    body: words.why(question.id),
  };
}
