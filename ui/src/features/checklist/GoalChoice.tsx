import { ChoiceCards } from "../../components/ChoiceCards";
import { Bot24Regular, Diagram24Regular, Person24Regular, ShieldTask24Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import type { Goal } from "../../ipc";

/** Who reads, and through which API. */
export function GoalChoice({ goal, onGoal }: { goal: Goal; onGoal(goal: Goal): void }) {
  const { t } = useWords();
  return (
    <>
      <ChoiceCards
        question={t("checklist.goal.who")}
        value={goal.context}
        onChoose={(context) => onGoal({ ...goal, context })}
        choices={[
          {
            value: "user",
            testId: "goal-user",
            icon: <Person24Regular />,
            title: t("checklist.goal.user"),
            body: t("checklist.goal.user_body"),
          },
          {
            value: "application",
            testId: "goal-application",
            icon: <Bot24Regular />,
            title: t("checklist.goal.application"),
            body: t("checklist.goal.application_body"),
          },
        ]}
      />
      <ChoiceCards
        question={t("checklist.goal.api")}
        value={goal.api}
        onChoose={(api) => onGoal({ ...goal, api })}
        choices={[
          {
            value: "graph",
            testId: "api-graph",
            icon: <Diagram24Regular />,
            title: t("checklist.goal.graph"),
            body: t("checklist.goal.graph_body"),
            badge: t("checklist.goal.recommended"),
          },
          {
            value: "xdr",
            testId: "api-xdr",
            icon: <ShieldTask24Regular />,
            title: t("checklist.goal.xdr"),
            body: t("checklist.goal.xdr_body"),
          },
        ]}
      />
    </>
  );
}
