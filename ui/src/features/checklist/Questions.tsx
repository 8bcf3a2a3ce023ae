import { ChoiceCards } from "../../components/ChoiceCards";
import {
  CustomersDrawing,
  EndpointDrawing,
  IncidentsDrawing,
  OrganisationDrawing,
  PersonDrawing,
  ScriptDrawing,
} from "../../components/choices";
import { useWords } from "../../i18n";
import type { Answers } from "../../ipc";

/** Who reads, what, and whose: all that a recommendation is made from. */
export function Questions({ answers, onAnswers }: { answers: Answers; onAnswers(answers: Answers): void }) {
  const { t } = useWords();
  return (
    <>
      <ChoiceCards
        question={t("checklist.goal.who")}
        value={answers.reader}
        onChoose={(reader) => onAnswers({ ...answers, reader })}
        choices={[
          {
            value: "person",
            testId: "goal-user",
            icon: <PersonDrawing />,
            title: t("checklist.goal.user"),
            body: t("checklist.goal.user_body"),
          },
          {
            value: "script",
            testId: "goal-application",
            icon: <ScriptDrawing />,
            title: t("checklist.goal.application"),
            body: t("checklist.goal.application_body"),
          },
        ]}
      />
      <ChoiceCards
        question={t("checklist.goal.what")}
        value={answers.subject}
        onChoose={(subject) => onAnswers({ ...answers, subject })}
        choices={[
          {
            value: "incidents",
            testId: "subject-incidents",
            icon: <IncidentsDrawing />,
            title: t("checklist.goal.incidents"),
            body: t("checklist.goal.incidents_body"),
          },
          {
            value: "endpoint",
            testId: "subject-endpoint",
            icon: <EndpointDrawing />,
            title: t("checklist.goal.endpoint"),
            body: t("checklist.goal.endpoint_body"),
          },
        ]}
      />
      <ChoiceCards
        question={t("checklist.goal.whose")}
        value={answers.tenancy}
        onChoose={(tenancy) => onAnswers({ ...answers, tenancy })}
        choices={[
          {
            value: "own",
            testId: "tenancy-own",
            icon: <OrganisationDrawing />,
            title: t("checklist.goal.own"),
            body: t("checklist.goal.own_body"),
          },
          {
            value: "customers",
            testId: "tenancy-customers",
            icon: <CustomersDrawing />,
            title: t("checklist.goal.customers"),
            body: t("checklist.goal.customers_body"),
          },
        ]}
      />
    </>
  );
}
