import { Badge, Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useId, useState } from "react";
import { useTask } from "../../app/task";
import { Disclosure } from "../../components/Disclosure";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type ConnectionView, type HostMeasure, type HostView, useDoor } from "../../ipc";

const useStyles = makeStyles({
  body: { color: tokens.colorNeutralForeground2, maxWidth: "68ch" },
  hosts: { margin: `${tokens.spacingVerticalM} 0`, padding: 0, border: "none", minWidth: 0 },
  host: {
    display: "grid",
    gridTemplateColumns: "16px minmax(0, 1fr) 96px",
    columnGap: tokens.spacingHorizontalM,
    alignItems: "center",
    padding: `${tokens.spacingVerticalXS} 0`,
    cursor: "pointer",
  },
  words: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM },
  radio: { width: "16px", height: "16px", margin: 0, accentColor: tokens.colorCompoundBrandBackground },
  name: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  area: { color: tokens.colorNeutralForeground2 },
  time: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
  actions: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** The hosts of the API with what was measured of each. Where there is but one, there is nothing to choose. */
export function HostPicker({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const { hosts, measures, choosing, measuring, choose, measure, stop } = useHosts(connection.id);
  const group = useId();
  if (hosts.length < 2) return null;
  return (
    <Panel>
      <Disclosure title={t("checklist.hosts.title")}>
        <p className={styles.body}>{t("checklist.hosts.body")}</p>
        {measuring.problem && <ProblemCard report={measuring.problem} connection={connection} onRetry={measure} />}
        {choosing.problem && <ProblemCard report={choosing.problem} connection={connection} />}
        <fieldset className={styles.hosts} disabled={choosing.busy}>
          <legend className={styles.hidden}>{t("checklist.hosts.legend")}</legend>
          {hosts.map((host) => (
            <label key={host.host} className={styles.host}>
              <input
                type="radio"
                className={styles.radio}
                name={group}
                checked={host.chosen}
                onChange={() => choose(host.id)}
              />
              <Host host={host} measure={measures.get(host.host)} />
            </label>
          ))}
        </fieldset>
        <div className={styles.actions}>
          <Button data-testid="measure-hosts" disabledFocusable={measuring.busy} onClick={measure}>
            {t("checklist.hosts.measure")}
          </Button>
          {measuring.busy && (
            <>
              <Spinner size="tiny" label={t("checklist.hosts.measuring")} />
              <Button onClick={stop}>{t("checklist.hosts.stop")}</Button>
            </>
          )}
        </div>
      </Disclosure>
    </Panel>
  );
}

function Host({ host, measure }: { host: HostView; measure: HostMeasure | undefined }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const format = useFormat();
  const known = `common.area.${host.id}`;
  const area = host.id === null ? t("checklist.hosts.usual") : has(known) ? t(known) : host.area;
  return (
    <>
      <span className={styles.words}>
        <span className={styles.name}>{host.host}</span> <span className={styles.area}>{area}</span>{" "}
        {measure?.fastest && (
          <Badge appearance="tint" color="success" size="small">
            {t("checklist.hosts.fastest")}
          </Badge>
        )}
      </span>
      <span className={styles.time}>
        {measure &&
          (measure.medianMs === null
            ? t("checklist.hosts.unreachable")
            : t("checklist.hosts.time", { time: format.number(Math.round(measure.medianMs)) }))}
      </span>
    </>
  );
}

function useHosts(connectionId: string) {
  const door = useDoor();
  const choosing = useTask();
  const measuring = useTask();
  const [hosts, setHosts] = useState<HostView[]>([]);
  const [measures, setMeasures] = useState<ReadonlyMap<string, HostMeasure>>(new Map());
  useEffect(() => {
    // Without a list there is nothing to choose from; the connection works all the same.
    door.hosts(connectionId).then(setHosts, () => setHosts([]));
    return () => void door.cancelMeasure(connectionId).catch(() => undefined);
  }, [door, connectionId]);
  const note = (measure: HostMeasure) => setMeasures((known) => new Map(known).set(measure.host, measure));
  return {
    hosts,
    measures,
    choosing,
    measuring,
    choose: (host: string | null) =>
      choosing.run(async () => {
        await door.setHost(connectionId, host);
        setHosts(await door.hosts(connectionId));
      }),
    measure: () =>
      measuring.run(async () => {
        setMeasures(new Map());
        const all = await door.measureHosts(connectionId, note);
        setMeasures(new Map(all.map((one) => [one.host, one])));
      }),
    stop: () => void door.cancelMeasure(connectionId).catch(() => undefined),
  };
}
