import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { Disclosure } from "../../components/Disclosure";
import { EvidenceList } from "../../components/EvidenceList";
import { ProblemCard } from "../../components/ProblemCard";
import { problemWords } from "../../components/problem";
import { SidePanel } from "../../components/SidePanel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ConnectionView, HealthItem, HealthState, StepId } from "../../ipc";
import { ToneIcon } from "./StateWord";
import type { Tone } from "./states";
import type { Health } from "./useHealth";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: `${tokens.spacingVerticalS} 0 0`, padding: 0 },
  item: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  icon: { marginTop: "3px" },
  name: { fontWeight: tokens.fontWeightSemibold },
  words: { margin: `2px 0 ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground2 },
});

const TONE: Record<HealthState, Tone> = { proved: "ready", caution: "partly", wrong: "stuck", unseen: "waiting" };

/** The step of the checklist in which each of them is put right. */
const STEP: Record<Exclude<HealthItem["id"], "credential">, StepId> = {
  several_tenants: "account-types",
  redirect_uri: "redirect-uri",
  publisher: "register",
  permissions: "permissions",
};

interface HealthPanelProps {
  connection: ConnectionView;
  health: Health;
  onClose(): void;
}

/** Whether the partner's own app is as every customer needs it, each line with its evidence. */
export function HealthPanel({ connection, health: { items, problem, reload }, onClose }: HealthPanelProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <SidePanel testId="health-panel" wide top={connection.name} title={t("tenants.health.title")} onClose={onClose}>
      {problem && <ProblemCard report={problem} connection={connection} onRetry={reload} />}
      {!items && !problem && <Spinner delay={300} />}
      <ul className={styles.list}>
        {(items ?? []).map((item) => (
          <Line key={item.id} item={item} connection={connection} />
        ))}
      </ul>
    </SidePanel>
  );
}

function Line({ item, connection }: { item: HealthItem; connection: ConnectionView }) {
  const styles = useStyles();
  const speech = useWords();
  const { t } = speech;
  const format = useFormat();
  const { go } = useRoute();
  const { id, state, evidence, until, problem } = item;
  const step = id === "credential" ? (connection.goal.credential ?? "secret") : STEP[id];
  const words = problem && problemWords(problem, connection, speech);
  return (
    <li className={styles.item} data-testid={`health-${id}`} data-state={state}>
      <span className={styles.icon}>
        <ToneIcon tone={TONE[state]} />
      </span>
      <div>
        <div className={styles.name}>{t(`tenants.health.item.${id}`)}</div>
        <p className={styles.words}>
          {t(`tenants.health.state.${state}`)}
          {until && ` ${t("tenants.health.until", { date: format.date(until) })}`}
          {words && ` ${words.title}. ${words.action}`}
        </p>
        {evidence && (
          <Disclosure title={t("checklist.how.title")}>
            <EvidenceList evidence={[evidence]} />
          </Disclosure>
        )}
        {state !== "proved" && (
          <Button
            size="small"
            onClick={() => go({ screen: "checklist", connectionId: connection.id, step: problem?.step ?? step })}
          >
            {t("tenants.health.to_step")}
          </Button>
        )}
      </div>
    </li>
  );
}
