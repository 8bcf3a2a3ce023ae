import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { CheckmarkCircle20Filled } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { type Translate, useWords } from "../../i18n";
import type { Against, Api, Goal, Recommendation } from "../../ipc";

const APIS: Api[] = ["graph", "xdr", "mde"];

/** Which of the other ways each objection speaks of. */
const AGAINST: Record<Against, Api | Goal["context"]> = {
  xdr_has_the_same: "xdr",
  graph_lacks_devices: "graph",
  endpoint_is_one_product: "mde",
  application_sees_all: "application",
  user_has_to_sign_in: "user",
};

const useStyles = makeStyles({
  sheet: { borderTop: `4px solid ${tokens.colorCompoundBrandStroke}` },
  over: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  title: { margin: "0", fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  reasons: {
    listStyleType: "none",
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
  },
  reason: { display: "flex", gap: tokens.spacingHorizontalS },
  good: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  against: { margin: `${tokens.spacingVerticalS} 0 0`, color: tokens.colorNeutralForeground2 },
  apis: {
    minWidth: 0,
    margin: `${tokens.spacingVerticalL} 0 0`,
    padding: `${tokens.spacingVerticalM} 0 0`,
    border: "none",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  legend: { float: "left", width: "100%", padding: 0, fontWeight: tokens.fontWeightSemibold },
  api: {
    clear: "both",
    display: "flex",
    gap: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalS,
    cursor: "pointer",
  },
  radio: {
    flexShrink: 0,
    width: "16px",
    height: "16px",
    margin: "2px 0 0",
    accentColor: tokens.colorCompoundBrandBackground,
  },
  chosen: { fontWeight: tokens.fontWeightSemibold },
  note: { display: "block", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface RecommendationCardProps {
  recommendation: Recommendation;
  /** The API in force: the recommended one, or the one that somebody knows better about. */
  api: Api;
  onApi(api: Api): void;
}

/** "Microsoft Graph, on behalf of the person" */
export function recommendedWay(goal: Goal, t: Translate): string {
  const how = goal.tenancy === "customers" ? "how_customers" : (`how_${goal.context}` as const);
  return t("checklist.recommendation.pair", {
    api: t(`common.api.${goal.api}`),
    how: t(`checklist.recommendation.${how}`),
  });
}

/** What to set up and why; and beside each other way, why not. Whoever knows better takes another API here. */
export function RecommendationCard({ recommendation, api, onApi }: RecommendationCardProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { goal, reasons, others } = recommendation;
  const title = useId();
  const recommended = api === goal.api;
  const against = (way: Api | Goal["context"]) => others.find((code) => AGAINST[code] === way);
  const otherContext = against(goal.context === "user" ? "application" : "user");
  return (
    <Panel className={styles.sheet} label={t("checklist.recommendation.title")}>
      <div role="status" aria-labelledby={title} data-testid="recommendation">
        <p className={styles.over}>{t(`checklist.recommendation.${recommended ? "title" : "chosen"}`)}</p>
        <h2 className={styles.title} id={title}>
          {recommendedWay({ ...goal, api }, t)}
        </h2>
      </div>
      <ul className={styles.reasons}>
        {(recommended ? reasons : reasons.slice(1)).map((reason) => (
          <li key={reason} className={styles.reason}>
            <CheckmarkCircle20Filled className={styles.good} />
            {t(`checklist.recommendation.reasons.${reason}`)}
          </li>
        ))}
      </ul>
      {otherContext && <p className={styles.against}>{t(`checklist.recommendation.others.${otherContext}`)}</p>}
      <fieldset className={styles.apis}>
        <legend className={styles.legend}>{t("checklist.recommendation.other_apis")}</legend>
        {APIS.map((one) => {
          const note = one === goal.api ? null : against(one);
          return (
            <label key={one} className={styles.api} data-testid={`api-${one}`}>
              <input
                type="radio"
                className={styles.radio}
                name={`api-${title}`}
                checked={one === api}
                onChange={() => onApi(one)}
              />
              <span>
                <span className={mergeClasses(one === api && styles.chosen)}>{t(`common.api.${one}`)}</span>
                <span className={styles.note}>
                  {one === goal.api
                    ? t("checklist.goal.recommended")
                    : note && t(`checklist.recommendation.others.${note}`)}
                </span>
              </span>
            </label>
          );
        })}
      </fieldset>
    </Panel>
  );
}
