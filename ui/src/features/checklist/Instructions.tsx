import { makeStyles, tokens } from "@fluentui/react-components";
import { PortalPicture, type PortalPurpose } from "../../components/portal/PortalPicture";
import { RichText } from "../../components/RichText";
import { useWords } from "../../i18n";
import type { ConnectionView, Step } from "../../ipc";

/** The steps that a person walks through, in words. The others only ever appear as the place of a finding. */
const WALKED = [
  "tenant",
  "register",
  "redirect-uri",
  "permissions",
  "secret",
  "consent",
  "token",
  "sign-in",
  "incidents",
] as const;
type Walked = (typeof WALKED)[number];

const PICTURES: Partial<Record<Walked, PortalPurpose[]>> = {
  register: ["register", "copy_client_id"],
  "redirect-uri": ["redirect_uri"],
  permissions: ["permission"],
  secret: ["secret"],
  consent: ["consent"],
};

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
  pictures: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalL,
  },
});

function isWalked(id: string): id is Walked {
  return (WALKED as readonly string[]).includes(id);
}

/** What to do in the portal, and why. */
export function Instructions({ step, connection }: { step: Step; connection: ConnectionView }) {
  const styles = useStyles();
  const { t, list } = useWords();
  if (!isWalked(step.id)) return null;
  const { goal } = connection;
  const named = (name: string) => step.copy.find((one) => one.name === name)?.value;
  const apiName = named("api_name") ?? t(`common.api.${goal.api}`);
  const clicks = list(`checklist.steps.${step.id}.clicks`, {
    tenant: connection.name,
    kind: t(`checklist.steps.permissions.kind_${goal.context}`),
    place:
      goal.api === "graph"
        ? t("checklist.steps.permissions.place_graph")
        : t("checklist.steps.permissions.place_search", { api_name: apiName }),
  });
  return (
    <>
      <p className={styles.why}>{t(`checklist.steps.${step.id}.why`)}</p>
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

/** A drawing of each page of the step, with the places to press. */
export function Pictures({ step, connection }: { step: Step; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const purposes = isWalked(step.id) ? PICTURES[step.id] : undefined;
  if (!purposes) return null;
  const appName = step.copy.find((one) => one.name === "app_name")?.value ?? t("app.name");
  return (
    <div className={styles.pictures}>
      {purposes.map((purpose) => (
        <PortalPicture key={purpose} purpose={purpose} connection={connection} appName={appName} />
      ))}
    </div>
  );
}
