import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useNow } from "../../app/clock";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { AskFirst } from "../../components/AskFirst";
import { Delete20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { StateIcon } from "../../components/StateIcon";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type ConnectionView, useDoor } from "../../ipc";
import { stepTitle } from "../checklist/stepWords";
import { hasBoard } from "../tenants/partner";
import { CardButton } from "./CardButton";

const useStyles = makeStyles({
  sheet: { padding: `${tokens.spacingVerticalXS} 0`, overflowX: "auto" },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    "& th, & td": { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, textAlign: "left" },
    "& thead th": { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
    "& tbody tr": { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
    "& tbody th": { fontWeight: tokens.fontWeightRegular },
  },
  name: { display: "block", fontWeight: tokens.fontWeightSemibold },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  health: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  actions: { display: "flex", justifyContent: "flex-end", gap: tokens.spacingHorizontalXS },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

export default function Connections({ connections }: { connections: ConnectionView[] }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <Panel className={styles.sheet}>
      <table className={styles.table} aria-labelledby="your-connections">
        <thead>
          <tr>
            <th scope="col">{t("home.connections.name")}</th>
            <th scope="col">{t("home.connections.reads")}</th>
            <th scope="col">{t("home.connections.health")}</th>
            <th scope="col">{t("home.connections.last")}</th>
            <th scope="col">
              <span className={styles.hidden}>{t("home.connections.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {connections.map((connection) => (
            <Row key={connection.id} connection={connection} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(30_000);
  const { go } = useRoute();
  const { health } = useSession();
  const { id, name, goal, ready, lastAnswer } = connection;
  const steps = health.get(id);
  const healthWords = ready
    ? t("home.connections.ready")
    : steps?.blocked
      ? t("home.connections.blocked", { step: stepTitle(steps.blocked, goal, t) })
      : steps
        ? t("home.connections.proved", { proved: steps.proved, total: steps.total })
        : t("home.connections.started");
  // A partner's own incidents are nobody's aim: the customers are.
  const screen = !ready ? "checklist" : hasBoard(connection) ? "customers" : "incidents";
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>{name}</span>
        <span className={styles.soft}>{t(`app.context.${goal.context}`)}</span>
      </th>
      <td>
        {t(`home.connections.reads_${goal.api}`)}
        <div className={styles.soft}>{t(`common.api.${goal.api}`)}</div>
      </td>
      <td>
        <span className={styles.health}>
          <StateIcon state={ready ? "proved" : steps?.blocked ? "blocked" : "open"} />
          {healthWords}
        </span>
      </td>
      <td>
        {lastAnswer
          ? t("home.connections.answer", { count: lastAnswer.rows, when: format.ago(lastAnswer.at, now) })
          : t("home.connections.no_answer")}
      </td>
      <td>
        <div className={styles.actions}>
          <Button
            data-testid={`home-open-${id}`}
            aria-label={t(ready ? "home.connections.open_named" : "home.connections.continue_named", { name })}
            onClick={() => go({ screen, connectionId: id })}
          >
            {t(ready ? "home.connections.open" : "home.connections.continue")}
          </Button>
          <CardButton connection={connection} />
          <RemoveButton connection={connection} />
        </div>
      </td>
    </tr>
  );
}

/** Asks before it forgets a connection. */
function RemoveButton({ connection }: { connection: ConnectionView }) {
  const { t } = useWords();
  const door = useDoor();
  const { forget } = useSession();
  const { id, name } = connection;
  const [made, setMade] = useState(false);
  const look = async () => setMade((await door.registrationRun(id))?.undoable ?? false);
  return (
    <AskFirst
      button={
        <Button
          appearance="subtle"
          icon={<Delete20Regular />}
          aria-label={t("home.connections.remove_named", { name })}
          onClick={() => void look().catch(() => setMade(false))}
        />
      }
      title={t("home.remove.title", { name })}
      body={t(made ? "home.remove.body_made" : "home.remove.body")}
      sure={t(made ? "home.remove.confirm_made" : "home.remove.confirm")}
      connection={connection}
      act={() => door.removeConnection(id)}
      onDone={() => forget(id)}
    />
  );
}
