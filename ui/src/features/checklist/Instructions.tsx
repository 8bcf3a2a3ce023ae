import { makeStyles, tokens } from "@fluentui/react-components";
import { RichText } from "../../components/RichText";
import { useWords } from "../../i18n";
import type { ConnectionView, Step } from "../../ipc";
import { clicksKey, isWalked, whyKey } from "./stepWords";

const useStyles = makeStyles({
  why: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
  clicks: {
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    listStyleType: "none",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
  },
  click: { display: "flex", gap: tokens.spacingHorizontalS },
  number: {
    flexShrink: 0,
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "20px",
    height: "20px",
    borderRadius: "50%",
    backgroundColor: tokens.colorCompoundBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** The name under which the portal lists the API of this connection. */
export function apiNameOf(step: Step, fallback: string): string {
  return step.copy.find((one) => one.name === "api_name")?.value ?? fallback;
}

/** What to do in the portal, and why. */
export function Instructions({ step, connection }: { step: Step; connection: ConnectionView }) {
  const styles = useStyles();
  const { t, list } = useWords();
  if (!isWalked(step.id)) return null;
  const { goal } = connection;
  const apiName = apiNameOf(step, t(`common.api.${goal.api}`));
  const clicks = list(clicksKey(step.id, goal), {
    tenant: connection.name,
    choice: step.choices.map((choice) => t(`checklist.choice.${choice}`)).join(", "),
    place:
      goal.api === "graph"
        ? t("checklist.steps.permissions.place_graph")
        : t("checklist.steps.permissions.place_search", { api_name: apiName }),
  });
  return (
    <>
      <p className={styles.why}>{t(whyKey(step.id, goal))}</p>
      {clicks.length > 0 && (
        <ol className={styles.clicks}>
          {clicks.map((click, index) => (
            <li key={click} className={styles.click}>
              <span className={styles.number} aria-hidden="true">
                {index + 1}
              </span>
              <span>
                <RichText text={click} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
