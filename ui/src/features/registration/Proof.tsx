import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useRoute } from "../../app/route";
import { CheckmarkCircle24Filled } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { SeverityWord } from "../../components/SeverityWord";
import { StepHeading } from "../../components/StepHeading";
import { severityOf } from "../../components/severity";
import { useWords } from "../../i18n";
import { type ConnectionView, type ResultView, type Severity, useDoor } from "../../ipc";
import { allOf, FACTS } from "../defender/kinds";
import { useReadings } from "../defender/reading";
import { hasBoard } from "../tenants/partner";
import { useStageStyles } from "./stageStyles";

const useStyles = makeStyles({
  sheet: { display: "flex", gap: tokens.spacingHorizontalM, borderTop: `4px solid ${tokens.colorPaletteGreenBorder2}` },
  good: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  words: { flex: "1 1 auto", minWidth: 0 },
  count: { margin: `${tokens.spacingVerticalXS} 0 0`, fontSize: tokens.fontSizeBase400 },
  newest: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
  },
  over: { color: tokens.colorNeutralForeground2 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
});

const HOURS = 48;

/** The end: everything is proved, and the first rows are there. */
export function Proof({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const stage = useStageStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const partner = hasBoard(connection);
  const { id: connectionId } = connection;
  return (
    <Panel className={styles.sheet} label={t("registration.proof.title")}>
      <CheckmarkCircle24Filled className={styles.good} />
      <div className={styles.words} data-testid="registration-proof">
        <StepHeading className={stage.title}>{t("registration.proof.title")}</StepHeading>
        {partner ? (
          <p className={styles.count}>{t("registration.proof.partner")}</p>
        ) : (
          <FirstRows connection={connection} />
        )}
        <div className={stage.ways}>
          {partner ? (
            <Button appearance="primary" size="large" onClick={() => go({ screen: "customers", connectionId })}>
              {t("tenants.home.open")}
            </Button>
          ) : (
            <Button
              appearance="primary"
              size="large"
              data-testid="see-incidents"
              onClick={() => go({ screen: "incidents", connectionId })}
            >
              {t(connection.goal.api === "mde" ? "checklist.done.see_alerts" : "checklist.done.see")}
            </Button>
          )}
          <Button size="large" onClick={() => go({ screen: "checklist", connectionId })}>
            {t("registration.proof.how")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

/** How many there are of the last two days, and the newest one. The screen of incidents then has them already. */
function FirstRows({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const kind = connection.goal.api === "mde" ? "alerts" : "incidents";
  const readings = useReadings();
  const { view, busy, problem } = readings.of(connection.id, kind);
  const { read } = readings;
  const wanted = view === null && problem === null;
  useEffect(() => {
    if (wanted) void read(connection.id, allOf(kind, HOURS));
  }, [wanted, read, connection.id, kind]);
  const newest = useNewest(busy ? null : view, kind);
  const again = () => void read(connection.id, allOf(kind, HOURS));
  if (problem) return <ProblemCard report={problem} connection={connection} onRetry={again} />;
  if (!view || busy) return <Spinner size="tiny" label={t("registration.proof.reading")} labelPosition="after" />;
  if (view.rows === 0) return <p className={styles.count}>{t("registration.proof.none")}</p>;
  return (
    <>
      <p className={styles.count} role="status" data-testid="first-rows">
        {t(`registration.proof.${kind}`, { count: view.rows })}
      </p>
      {newest && (
        <div className={styles.newest} data-testid="newest-row">
          <span className={styles.over}>{t("registration.proof.newest")}</span>
          <span>
            <SeverityWord severity={newest.severity} />
          </span>
          <span className={styles.name}>{newest.title}</span>
        </div>
      )}
    </>
  );
}

/** The row that was updated last, where there is one. */
function useNewest(view: ResultView | null, kind: "incidents" | "alerts") {
  const door = useDoor();
  const [newest, setNewest] = useState<{ title: string; severity: Severity } | null>(null);
  const resultId = view?.resultId ?? null;
  const names = view?.columns.map(({ name }) => name).join(" ") ?? "";
  useEffect(() => {
    if (!resultId) return undefined;
    let wanted = true;
    const columns = names.split(" ");
    door.tablePage(resultId, FACTS[kind].order, 0, 1).then(
      ({ page: [first] }) => {
        if (!wanted || first?.kind !== "row") return;
        const cell = (name: string) => first.cells[columns.indexOf(name)];
        setNewest({ title: String(cell("title") ?? ""), severity: severityOf(cell("severity")) });
      },
      // The count alone is proof enough.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [door, resultId, names, kind]);
  return newest;
}
