import { makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../../components/Panel";
import { SeverityWord } from "../../../components/SeverityWord";
import { useResultWords } from "../../../components/table/words";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { IncidentDetails, StoryAlert } from "../../../ipc";
import { TimeAxis } from "./TimeAxis";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  story: {
    listStyleType: "none",
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
  },
  alert: {
    display: "grid",
    gridTemplateColumns: "72px minmax(0, 1fr) auto",
    gap: `0 ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  time: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  facts: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  day: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase100 },
});

/** What happened, in the order of time. */
export function Story({ details: { alerts } }: { details: IncidentDetails }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const inOrder = alerts.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const [first] = inOrder;
  const last = inOrder.at(-1);
  const count = t("defender.details.story", { count: alerts.length });
  const span = first && last ? Date.parse(last.time) - Date.parse(first.time) : 0;
  return (
    <Panel label={t("defender.incident.story")}>
      <h2 className={styles.title}>{t("defender.incident.story")}</h2>
      <p className={styles.soft}>
        {alerts.length === 0
          ? t("defender.details.no_alerts")
          : span > 0
            ? t("defender.details.story_span", { alerts: count, time: format.duration(span) })
            : count}
      </p>
      {span > 0 && <TimeAxis alerts={inOrder} />}
      <ol className={styles.story}>
        {inOrder.map((alert) => (
          <AlertOfStory key={alert.id} alert={alert} />
        ))}
      </ol>
    </Panel>
  );
}

function AlertOfStory({ alert }: { alert: StoryAlert }) {
  const styles = useStyles();
  const format = useFormat();
  const words = useResultWords();
  const facts = [
    ...(alert.category ? [words.value("category", alert.category)] : []),
    ...alert.techniques,
    ...alert.devices,
    ...alert.users,
    ...(alert.source ? [words.value("source", alert.source)] : []),
    ...(alert.status ? [words.value("status", alert.status)] : []),
  ];
  return (
    <li className={styles.alert}>
      <time dateTime={alert.time} title={format.instant(alert.time)} className={styles.time}>
        {format.time(alert.time)}
        <div className={styles.day}>{format.day(alert.time)}</div>
      </time>
      <div>
        <div className={styles.name}>{alert.title}</div>
        <div className={styles.facts}>{facts.join(" · ")}</div>
        {alert.description && <div className={styles.facts}>{alert.description}</div>}
      </div>
      <div className={styles.facts}>
        <SeverityWord severity={alert.severity} />
      </div>
    </li>
  );
}
