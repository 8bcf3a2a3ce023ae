import { Button } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { BarsDrawing, PlugsDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { ConnectionView, ListQuery } from "../../ipc";
import { Answer } from "./Answer";
import { AskBar } from "./AskBar";
import { HowAsked } from "./HowAsked";
import { FACTS, firstList, knownHours, type ListKind } from "./kinds";
import { Nothing } from "./Nothing";
import { Progress } from "./Progress";
import { type Reading, useReadings } from "./reading";

interface IncidentsProps {
  connectionId: string | null;
  /** Read at once: the person asked for it on the way here. */
  read: boolean;
}

/** The lists of a connection: incidents first, and everything else that can be asked for. */
export default function Incidents({ connectionId, read }: IncidentsProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  if (connection) return <ListsOf key={connection.id} connection={connection} read={read} />;
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

function ListsOf({ connection, read }: { connection: ConnectionView; read: boolean }) {
  const readings = useReadings();
  const [kind, setKind] = useState<ListKind>(firstList(connection.goal.api));
  const reading = readings.of(connection.id, kind);
  const { busy, view, problem, query } = reading;
  const ask = (next: ListQuery) => {
    setKind(next.kind as ListKind);
    void readings.read(connection.id, next);
  };

  // Who opens this screen on a connection that works wants to see incidents, not a button.
  const asked = useRef(read || (connection.ready && !view && !problem));
  useEffect(() => {
    if (!asked.current) return;
    asked.current = false;
    void readings.read(connection.id, query);
  }, [readings, connection.id, query]);

  const hasRows = view !== null && view.rows > 0;
  const title = useTitle(kind, reading);
  return (
    <Page title={title} lead={view && !busy && <HowAsked view={view} />} wide full={hasRows}>
      <AskBar {...{ connection, kind, reading }} onKind={setKind} onAsk={ask} />
      {busy && <Progress reading={reading} onCancel={() => readings.cancel(connection.id)} />}
      {problem && <ProblemCard report={problem} connection={connection} onRetry={() => ask(query)} />}
      {!view && !busy && !problem && <Idle connection={connection} kind={kind} />}
      {view && !hasRows && !busy && <Nothing view={view} query={query} onAsk={ask} />}
      {view && <Answer key={view.resultId} {...{ view, kind, reading, connection }} onAgain={() => ask(query)} />}
    </Page>
  );
}

/** What was asked, as a heading. */
function useTitle(kind: ListKind, { query }: Reading): string {
  const { t } = useWords();
  const hours = FACTS[kind].windowed ? knownHours(query.hours) : null;
  if (!hours) return t(`defender.kind.${kind}`);
  return t("defender.heading", { kind: t(`defender.kind.${kind}`), window: t(`defender.last.${hours}`) });
}

function Idle({ connection, kind }: { connection: ConnectionView; kind: ListKind }) {
  const { t } = useWords();
  const { go } = useRoute();
  if (connection.ready) {
    return <Empty picture={<BarsDrawing />} title={t("defender.idle_title")} body={t(`defender.about.${kind}`)} />;
  }
  return (
    <Empty picture={<PlugsDrawing />} title={t("defender.not_ready")} body={t("defender.idle_body")}>
      <Button onClick={() => go({ screen: "checklist", connectionId: connection.id })}>{t("defender.to_setup")}</Button>
    </Empty>
  );
}
