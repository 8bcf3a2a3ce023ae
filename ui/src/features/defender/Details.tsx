import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import { useNow } from "../../app/clock";
import { atCustomer } from "../../app/customer";
import { useRoute } from "../../app/route";
import { useTask } from "../../app/task";
import { Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type AlertRow, type ConnectionView, type CustomerView, type IncidentDetails, useDoor } from "../../ipc";

const useStyles = makeStyles({
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  count: { margin: `${tokens.spacingVerticalM} 0 0`, fontWeight: tokens.fontWeightSemibold },
  open: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, margin: `${tokens.spacingVerticalM} 0` },
  story: {
    listStyleType: "none",
    margin: `${tokens.spacingVerticalS} 0`,
    padding: 0,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
  },
  alert: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    gap: `0 ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  time: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  technique: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  facts: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    "& dt": { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
    "& dd": { margin: `0 0 ${tokens.spacingVerticalS}`, overflowWrap: "anywhere" },
  },
});

interface DetailsProps {
  incidentId: string;
  connection: ConnectionView;
  /** Whose it is, where it is not the connection's own. */
  customer: CustomerView | null;
  created: string;
  updated: string;
}

/** The story of one incident: its alerts in the order of time, and who and what was touched. */
export function Details({ incidentId, connection, customer, created, updated }: DetailsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const door = useDoor();
  const { go } = useRoute();
  const { busy, problem, run } = useTask();
  const opening = useTask();
  const [details, setDetails] = useState<IncidentDetails | null>(null);
  const tenantId = customer?.tenantId ?? null;
  const there = atCustomer(connection, customer);
  const load = useCallback(
    () => run(async () => setDetails(await door.incidentDetails(connection.id, tenantId, incidentId))),
    [door, connection.id, tenantId, incidentId, run],
  );
  useEffect(() => void load(), [load]);
  return (
    <>
      <p className={styles.soft}>
        {t("defender.details.created", { when: format.moment(created) })} ·{" "}
        {t("defender.details.updated", { when: format.ago(updated, now) })}
      </p>
      <div className={styles.open}>
        <Button
          appearance="primary"
          data-testid="open-incident"
          onClick={() =>
            go({ screen: "incident", connectionId: connection.id, incidentId, ...(customer ? { customer } : {}) })
          }
        >
          {t("defender.incident.open")}
        </Button>
        <Button
          icon={<Open20Regular />}
          iconPosition="after"
          onClick={() => opening.run(() => door.openIncident(connection.id, tenantId, incidentId))}
        >
          {t("defender.details.open")}
        </Button>
      </div>
      {opening.problem && <ProblemCard report={opening.problem} connection={there} />}
      {busy && <Spinner size="tiny" label={t("defender.details.loading")} />}
      {problem && <ProblemCard report={problem} connection={there} onRetry={load} />}
      {details && <Story details={details} />}
    </>
  );
}

function Story({ details }: { details: IncidentDetails }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const alerts = details.alerts.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const first = alerts[0];
  const last = alerts.at(-1);
  const count = t("defender.details.story", { count: alerts.length });
  const span = first && last ? Date.parse(last.time) - Date.parse(first.time) : 0;
  return (
    <>
      {details.description && <p className={styles.soft}>{details.description}</p>}
      {alerts.length === 0 ? (
        <p className={styles.soft}>{t("defender.details.no_alerts")}</p>
      ) : (
        <p className={styles.count}>
          {span > 0 ? t("defender.details.story_span", { alerts: count, time: format.duration(span) }) : count}
        </p>
      )}
      <ol className={styles.story}>
        {alerts.map((alert) => (
          <li key={alert.id} className={styles.alert}>
            <time dateTime={alert.time} title={format.moment(alert.time)} className={styles.time}>
              {format.time(alert.time)}
            </time>
            <div>
              <div>{alert.title}</div>
              <div className={styles.technique}>
                {[alert.category, ...alert.techniques].filter(Boolean).join(" · ")}
              </div>
            </div>
          </li>
        ))}
      </ol>
      <Touched alerts={alerts} />
    </>
  );
}

function Touched({ alerts }: { alerts: AlertRow[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const all = (of: (alert: AlertRow) => string[]) => [...new Set(alerts.flatMap(of))];
  const facts = [
    ["techniques", all((alert) => alert.techniques)],
    ["devices", all((alert) => alert.devices)],
    ["users", all((alert) => alert.users)],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => [
          <dt key={name}>{t(`defender.details.${name}`)}</dt>,
          <dd key={`${name} values`}>{values.join(", ")}</dd>,
        ])}
    </dl>
  );
}
