import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { STACKED, useColumns } from "../../components/columns";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type Answers, type Api, type Recommendation, useDoor } from "../../ipc";
import { Questions } from "./Questions";
import { RecommendationCard, recommendedWay } from "./RecommendationCard";
import { usePlace } from "./usePlace";
import { WhereChoice } from "./WhereChoice";

const useStyles = makeStyles({
  questions: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  outcome: {
    position: "sticky",
    top: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    [STACKED]: { display: "contents" },
  },
  // The way on stays in sight, however small the window.
  foot: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    [STACKED]: {
      position: "sticky",
      bottom: `calc(-1 * ${tokens.spacingVerticalL})`,
      padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalL}`,
      backgroundColor: tokens.colorNeutralBackground2,
    },
  },
  hint: { color: tokens.colorNeutralForeground2 },
  who: {
    flex: "1 1 100%",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    [STACKED]: { flex: "0 1 auto" },
  },
  // Where the card is out of sight, the button says what it continues with.
  brief: { display: "none", [STACKED]: { display: "inline", fontWeight: tokens.fontWeightSemibold } },
});

/** Handrail registers the app, or the person does with its help. */
type Way = "registration" | "checklist";

const FIRST: Answers = { reader: "person", subject: "incidents", tenancy: "own" };

/** Where the incidents are and three plain questions, from which Handrail recommends what to set up. */
export default function Setup({ place: asked, tenant }: { place?: "practice" | "own"; tenant?: string }) {
  const styles = useStyles();
  const placed = useColumns();
  const { t } = useWords();
  const door = useDoor();
  const { go } = useRoute();
  const { learn } = useSession();
  const where = usePlace(asked ?? null, tenant ?? "");
  const [answers, setAnswers] = useState<Answers>(FIRST);
  const [api, setApi] = useState<Api | null>(null);
  const creating = useTask();
  const way = useRef<Way>("registration");
  const advice = useRecommendation(answers);

  const create = async (by: Way) => {
    way.current = by;
    const tenant = where.place === "own" ? (where.found ?? (await where.find())) : null;
    if (where.place === "own" && !tenant) return;
    await creating.run(async () => {
      const { goal } = advice.recommendation ?? (await door.recommend(answers));
      const own = tenant ?? (await where.practiceTenant());
      const checklist = await door.createConnection(own, { ...goal, api: api ?? goal.api });
      learn(checklist);
      go({ screen: by, connectionId: checklist.connection.id });
    });
  };

  const missing = where.place === "own" && where.domain.trim() === "";
  const busy = where.finding.busy || creating.busy;
  return (
    <Page title={t("checklist.title")} lead={t("home.lead")}>
      <div className={placed.columns}>
        <div className={styles.questions}>
          <WhereChoice where={where} />
          {where.finding.problem && <ProblemCard report={where.finding.problem} onRetry={where.find} />}
          <Questions
            answers={answers}
            onAnswers={(next) => {
              setAnswers(next);
              setApi(null);
            }}
          />
        </div>
        <div className={styles.outcome}>
          {advice.problem && <ProblemCard report={advice.problem} />}
          {advice.recommendation && (
            <RecommendationCard
              recommendation={advice.recommendation}
              api={api ?? advice.recommendation.goal.api}
              onApi={setApi}
            />
          )}
          {creating.problem && <ProblemCard report={creating.problem} onRetry={() => void create(way.current)} />}
          <div className={styles.foot}>
            <Button
              appearance="primary"
              size="large"
              data-testid="setup-register"
              disabled={missing || busy}
              onClick={() => void create("registration")}
            >
              {t("registration.offer.register")}
            </Button>
            <Button
              size="large"
              data-testid="setup-continue"
              disabled={missing || busy}
              onClick={() => void create("checklist")}
            >
              {t("registration.offer.by_hand")}
            </Button>
            <span className={styles.who}>{t("registration.offer.who")}</span>
            {advice.recommendation && !missing && !busy && (
              <span className={styles.brief} aria-hidden="true">
                {recommendedWay({ ...advice.recommendation.goal, api: api ?? advice.recommendation.goal.api }, t)}
              </span>
            )}
            {busy && <Spinner size="tiny" label={t("checklist.where.finding")} />}
            {missing && <span className={styles.hint}>{t("checklist.goal.need_domain")}</span>}
          </div>
        </div>
      </div>
    </Page>
  );
}

/** What the assistant recommends for these answers; the last recommendation stays until the next one is there. */
function useRecommendation(answers: Answers) {
  const door = useDoor();
  const { run, problem } = useTask();
  const [recommendation, setRecommendation] = useState<Recommendation | null>(null);
  useEffect(() => {
    let wanted = true;
    void run(async () => {
      const next = await door.recommend(answers);
      if (wanted) setRecommendation(next);
    });
    return () => {
      wanted = false;
    };
  }, [door, answers, run]);
  return { recommendation, problem };
}
