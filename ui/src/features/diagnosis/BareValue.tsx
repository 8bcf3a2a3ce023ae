import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type Diagnosis, useDoor } from "../../ipc";
import type { Explanation } from "./useExplanation";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  body: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
  value: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: "anywhere",
    userSelect: "all",
  },
});

/** An ID: which one it is, as far as that can be known, and a button that puts it there. */
export function BareId({ diagnosis, connection }: { diagnosis: Diagnosis; connection: ConnectionView | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const door = useDoor();
  const { learn } = useSession();
  const task = useTask();
  const { belongs, service, shown: value } = diagnosis;
  const put = (to: ConnectionView, id: string) =>
    task.run(async () => {
      learn(await door.setClientId(to.id, id));
      go({ screen: "checklist", connectionId: to.id, step: "register" });
    });
  const mayBeClient = belongs === "client_id" || belongs === "any_id";
  return (
    <Panel>
      {belongs && (
        <>
          <h3 className={styles.title} data-testid="diagnosis-belongs" data-belongs={belongs}>
            {t(`diagnosis.id.${belongs}`, { service: service ?? "" })}
          </h3>
          <p className={styles.body}>{t(`diagnosis.id.${belongs}_body`, { service: service ?? "" })}</p>
        </>
      )}
      {value && <p className={styles.value}>{value}</p>}
      {task.problem && <ProblemCard report={task.problem} connection={connection} />}
      {connection && value && mayBeClient && value !== connection.clientId && (
        <Button
          appearance={belongs === "client_id" ? "primary" : "secondary"}
          data-testid="diagnosis-put"
          disabledFocusable={task.busy}
          onClick={() => put(connection, value)}
        >
          {t("diagnosis.id.put_client", { name: connection.name })}
        </Button>
      )}
      {!connection && value && belongs === "tenant_id" && (
        <Button
          appearance="primary"
          data-testid="diagnosis-put-tenant"
          onClick={() => go({ screen: "setup", place: "own", tenant: value })}
        >
          {t("diagnosis.id.put_tenant")}
        </Button>
      )}
    </Panel>
  );
}

/** A secret: never shown. What the clipboard still holds can go straight to safe keeping. */
export function PastedSecret({
  source,
  connection,
}: {
  source: Explanation["source"];
  connection: ConnectionView | null;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const door = useDoor();
  const { learn } = useSession();
  const task = useTask();
  const [taken, setTaken] = useState(false);
  const wanted = connection?.goal.context === "application" ? connection : null;
  const take = (into: ConnectionView) =>
    task.run(async () => {
      learn(await door.takeSecretFromClipboard(into.id));
      setTaken(true);
    });
  return (
    <Panel>
      <h3 className={styles.title}>{t("diagnosis.secret.title")}</h3>
      <p className={styles.body}>{t("diagnosis.secret.body")}</p>
      {task.problem && <ProblemCard report={task.problem} connection={connection} />}
      <p role="status" className={styles.body}>
        {taken && wanted && t("diagnosis.secret.taken", { name: wanted.name })}
        {!wanted && t("diagnosis.secret.none")}
      </p>
      {wanted && !taken && source === "clipboard" && (
        <Button
          appearance="primary"
          data-testid="diagnosis-take-secret"
          disabledFocusable={task.busy}
          onClick={() => take(wanted)}
        >
          {t("diagnosis.secret.take", { name: wanted.name })}
        </Button>
      )}
      {wanted && (taken || source === "typed") && (
        <Button onClick={() => go({ screen: "checklist", connectionId: wanted.id, step: "secret" })}>
          {t("diagnosis.secret.step", { name: wanted.name })}
        </Button>
      )}
    </Panel>
  );
}
