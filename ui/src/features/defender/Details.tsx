import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useNow } from "../../app/clock";
import { useFocusBack } from "../../app/focus";
import { useTask } from "../../app/task";
import { Dismiss20Regular, Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type AlertRow, type ConnectionView, type IncidentDetails, type IncidentRow, useDoor } from "../../ipc";
import { TONE } from "./severity";

const useStyles = makeStyles({
  panel: {
    flex: "0 0 340px",
    boxSizing: "border-box",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    "@media (max-width: 1100px)": {
      position: "absolute",
      right: 0,
      top: 0,
      bottom: 0,
      width: "min(360px, 100%)",
      boxShadow: tokens.shadow28,
      zIndex: 2,
    },
  },
  top: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  dot: { width: "10px", height: "10px", borderRadius: "50%", flexShrink: 0 },
  close: { marginLeft: "auto" },
  title: {
    outline: "none",
    margin: `${tokens.spacingVerticalXS} 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  count: { margin: `${tokens.spacingVerticalM} 0 0`, fontWeight: tokens.fontWeightSemibold },
  open: { margin: `${tokens.spacingVerticalM} 0` },
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
  row: IncidentRow;
  connection: ConnectionView;
  onClose(): void;
}

/** The story of one incident: its alerts in the order of time, and who and what was touched. Esc closes it. */
export function Details({ row, connection, onClose }: DetailsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const opening = useTask();
  const [details, setDetails] = useState<IncidentDetails | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const load = useCallback(
    () => run(async () => setDetails(await door.incidentDetails(connection.id, row.id))),
    [door, connection.id, row.id, run],
  );
  useEffect(() => void load(), [load]);
  useFocusBack();
  useClosing(heading, onClose);
  return (
    <aside
      className={styles.panel}
      data-testid="incident-details"
      aria-label={t("defender.details.label", { id: row.id })}
    >
      <div className={styles.top}>
        <span className={styles.dot} style={{ backgroundColor: TONE[row.severity] }} />
        <span>
          {t(`defender.severity.${row.severity}`)} · {t("defender.details.incident", { id: row.id })}
        </span>
        <Button
          className={styles.close}
          size="small"
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t("common.close")}
          onClick={onClose}
        />
      </div>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {row.title}
      </h2>
      <p className={styles.soft}>
        {t("defender.details.created", { when: format.moment(row.created) })} ·{" "}
        {t("defender.details.updated", { when: format.ago(row.updated, now) })}
      </p>
      <Button
        className={styles.open}
        icon={<Open20Regular />}
        iconPosition="after"
        onClick={() => opening.run(() => door.openIncident(connection.id, row.id))}
      >
        {t("defender.details.open")}
      </Button>
      {opening.problem && <ProblemCard report={opening.problem} connection={connection} />}
      {busy && <Spinner size="tiny" label={t("defender.details.loading")} />}
      {problem && <ProblemCard report={problem} connection={connection} onRetry={load} />}
      {details && <Story details={details} />}
    </aside>
  );
}

/** Takes the focus to the heading; Esc closes. */
function useClosing(heading: RefObject<HTMLElement | null>, onClose: () => void) {
  useEffect(() => heading.current?.focus({ preventScroll: true }), [heading]);
  useEffect(() => {
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    window.addEventListener("keydown", onEscape);
    return () => window.removeEventListener("keydown", onEscape);
  }, [onClose]);
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
