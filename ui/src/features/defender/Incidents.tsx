import { Button, makeStyles, ProgressBar, ToggleButton, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { BarsDrawing, PlugsDrawing, QuietDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ConnectionView, IncidentsView } from "../../ipc";
import { Results } from "./Results";
import { type Hours, type Reading, useReadings, WINDOWS } from "./reading";

const useStyles = makeStyles({
  windows: { display: "flex", gap: tokens.spacingHorizontalXXS, border: "none", margin: 0, padding: 0 },
  window: { minWidth: "0" },
  progress: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalL },
  words: { flex: "1 1 auto" },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface IncidentsProps {
  connectionId: string | null;
  /** Read at once: the person asked for it on the way here. */
  read: boolean;
}

export default function Incidents({ connectionId, read }: IncidentsProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  if (connection) return <IncidentsOf connection={connection} read={read} />;
  return (
    <Page title={t("defender.title")}>
      <Empty picture={<PlugsDrawing />} title={t("defender.none_title")} body={t("defender.none_body")}>
        <Button appearance="primary" onClick={() => go({ screen: "setup" })}>
          {t("app.nav.setup")}
        </Button>
      </Empty>
    </Page>
  );
}

function IncidentsOf({ connection, read }: { connection: ConnectionView; read: boolean }) {
  const { t } = useWords();
  const readings = useReadings();
  const reading = readings.of(connection.id);
  const { hours, busy, view, problem } = reading;
  const readNow = (span: Hours = hours) => readings.read(connection.id, span);

  // Who opens this screen on a connection that works wants to see incidents, not a button.
  const asked = useRef(read || (connection.ready && !view && !problem));
  useEffect(() => {
    if (!asked.current) return;
    asked.current = false;
    void readings.read(connection.id, hours);
  }, [readings, connection.id, hours]);

  const hasRows = view !== null && view.rows.length > 0;
  return (
    <Page
      title={t(`defender.heading.${hours}`)}
      lead={view && !busy && <Line view={view} />}
      wide
      full={hasRows}
      actions={
        <>
          <Windows hours={hours} busy={busy} onPick={readNow} />
          <Button
            appearance={problem || view?.saveProblem ? "secondary" : "primary"}
            data-testid="read-incidents"
            disabled={busy}
            onClick={() => readNow()}
          >
            {t(view ? "defender.read_again" : "defender.read")}
          </Button>
        </>
      }
    >
      {busy && <Progress reading={reading} onCancel={() => readings.cancel(connection.id)} />}
      {problem && <ProblemCard report={problem} connection={connection} onRetry={() => readNow()} />}
      {!view && !busy && !problem && <Idle connection={connection} />}
      {view && !hasRows && !busy && <Nothing view={view} hours={hours} onWider={readNow} />}
      {view && <Results view={view} hours={hours} connection={connection} />}
    </Page>
  );
}

/** How many, since when, who filtered, and what it cost. */
function Line({ view }: { view: IncidentsView }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <span data-testid="incidents-count" data-count={view.rows.length} role="status" title={view.filter.sent}>
      {t("defender.line", {
        count: view.rows.length,
        since: format.moment(view.since),
        by: t(`defender.by.${view.filter.appliedBy}`),
        calls: t("defender.calls", { count: view.requests }),
      })}
    </span>
  );
}

function Windows({ hours, busy, onPick }: { hours: Hours; busy: boolean; onPick(hours: Hours): void }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <fieldset className={styles.windows} aria-label={t("defender.window_label")}>
      {WINDOWS.map((one) => (
        <ToggleButton
          key={one}
          appearance="subtle"
          className={styles.window}
          data-testid={`window-${one}`}
          checked={one === hours}
          disabled={busy}
          onClick={() => onPick(one)}
        >
          {t(`defender.window.${one}`)}
        </ToggleButton>
      ))}
    </fieldset>
  );
}

function Progress({ reading, onCancel }: { reading: Reading; onCancel(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const { progress } = reading;
  return (
    <Panel>
      <div className={styles.progress}>
        <div className={styles.words} role="status">
          <div>{t("defender.reading")}</div>
          <div className={styles.soft}>
            {progress?.waitingSeconds
              ? t("defender.throttled", { seconds: progress.waitingSeconds })
              : progress &&
                t("defender.progress", {
                  rows: format.number(progress.rows),
                  calls: t("defender.calls", { count: progress.requests }),
                })}
          </div>
        </div>
        <Button onClick={onCancel}>{t("defender.cancel")}</Button>
      </div>
      <ProgressBar aria-label={t("defender.reading")} />
    </Panel>
  );
}

function Idle({ connection }: { connection: ConnectionView }) {
  const { t } = useWords();
  const { go } = useRoute();
  if (connection.ready) {
    return <Empty picture={<BarsDrawing />} title={t("defender.idle_title")} body={t("defender.idle_body")} />;
  }
  return (
    <Empty picture={<PlugsDrawing />} title={t("defender.not_ready")} body={t("defender.idle_body")}>
      <Button onClick={() => go({ screen: "checklist", connectionId: connection.id })}>{t("defender.to_setup")}</Button>
    </Empty>
  );
}

function Nothing({ view, hours, onWider }: { view: IncidentsView; hours: Hours; onWider(hours: Hours): void }) {
  const { t } = useWords();
  const format = useFormat();
  const wider = WINDOWS[WINDOWS.indexOf(hours) + 1];
  return (
    <Empty
      picture={<QuietDrawing />}
      title={t("defender.zero_title")}
      body={t("defender.zero_body", { since: format.moment(view.since) })}
    >
      {wider && (
        <Button onClick={() => onWider(wider)}>{t("defender.wider", { window: t(`defender.window.${wider}`) })}</Button>
      )}
    </Empty>
  );
}
