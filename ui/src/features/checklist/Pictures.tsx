import { makeStyles, tokens } from "@fluentui/react-components";
import { PortalPicture, type PortalPurpose } from "../../components/portal/PortalPicture";
import { useWords } from "../../i18n";
import type { ConnectionView, Goal, Step } from "../../ipc";
import { Comparison, type Subject } from "./Comparison";
import { apiNameOf } from "./Instructions";
import { isWalked, type Walked } from "./stepWords";

const PICTURES: Partial<Record<Walked, PortalPurpose[]>> = {
  register: ["register", "copy_client_id"],
  "account-types": ["account_types"],
  "redirect-uri": ["redirect_uri"],
  "public-client-flag": ["public_client"],
  permissions: ["add_permission", "choose_permission"],
  secret: ["secret"],
  certificate: ["certificate"],
  ids: ["copy_client_id"],
  "user-assignment": ["assign_user"],
};

const COMPARED: Partial<Record<Walked, Subject[]>> = {
  register: ["accounts", "ids"],
  "account-types": ["accounts"],
  "redirect-uri": ["platforms"],
  ids: ["ids"],
};

const useStyles = makeStyles({
  pictures: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalL,
  },
});

function picturesOf(id: Walked, goal: Goal): PortalPurpose[] {
  if (id === "consent") return [goal.tenancy === "customers" ? "consent_page" : "consent"];
  return PICTURES[id] ?? [];
}

/** A drawing of each page of the step with the places to press, and what the choices on them mean. */
export function Pictures({ step, connection }: { step: Step; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  if (!isWalked(step.id)) return null;
  const purposes = picturesOf(step.id, connection.goal);
  const compared = COMPARED[step.id] ?? [];
  if (purposes.length + compared.length === 0) return null;
  const appName = step.copy.find((one) => one.name === "app_name")?.value ?? t("app.name");
  return (
    <div className={styles.pictures}>
      {purposes.map((purpose) => (
        <PortalPicture
          key={purpose}
          purpose={purpose}
          connection={connection}
          appName={appName}
          apiName={apiNameOf(step, t(`common.api.${connection.goal.api}`))}
        />
      ))}
      {compared.map((subject) => (
        <Comparison key={subject} subject={subject} goal={connection.goal} />
      ))}
    </div>
  );
}
