import { Button } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { BarsDrawing, PlugsDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { Answer } from "./Answer";
import { AnswerLine } from "./AnswerLine";
import { AskBar } from "./AskBar";
import { Exposure } from "./Exposure";
import { allOf, FACTS, knownHours, type ListKind, type Shown } from "./kinds";
import { Large } from "./Large";
import { Nothing } from "./Nothing";
import { Part } from "./Part";
import { Progress } from "./Progress";
import { useQuestionWords } from "./questions/questionWords";
import { type Reading, useReadings } from "./reading";
import { type Asking, useAsking, type Wish } from "./useAsking";

interface IncidentsProps {
  connectionId: string | null;
  wish: Wish;
}

/** The lists of a connection: incidents first, and everything else that can be asked for. */
export default function Incidents({ connectionId, wish }: IncidentsProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  if (connection) return <ListsOf key={connection.id} connection={connection} wish={wish} />;
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

function ListsOf({ connection, wish }: { connection: ConnectionView; wish: Wish }) {
  const { t } = useWords();
  const readings = useReadings();
  const asking = useAsking(connection, wish);
  const { kind } = asking;
  if (kind !== "score") {
    return <ListOf {...{ connection, asking, kind }} reading={readings.of(connection.id, kind)} />;
  }
  return (
    <Page title={t("defender.kind.score")} wide>
      <AskBar {...{ connection, asking, kind }} reading={null} />
      <Exposure connection={connection} onNext={() => asking.askAnyway(allOf("recommendations", 0))} />
    </Page>
  );
}

interface ListOfProps {
  connection: ConnectionView;
  asking: Asking;
  kind: ListKind;
  reading: Reading;
}

function ListOf({ connection, asking, kind, reading }: ListOfProps) {
  const readings = useReadings();
  const { busy, view, problem, query } = reading;
  const { large } = asking;
  const hasRows = view !== null && view.rows > 0;
  const { title, why } = useTitle(kind, reading);
  const again = () => asking.askAnyway(query);
  return (
    <Page
      title={title}
      lead={
        <>
          {why}
          {view && !busy && <AnswerLine view={view} />}
        </>
      }
      wide
      full={hasRows}
    >
      <AskBar {...{ connection, asking, kind, reading }} />
      {large && <Large {...large} onRead={(next) => asking.askAnyway(next)} onCancel={asking.letGo} />}
      {busy && <Progress reading={reading} onCancel={() => readings.cancel(connection.id)} />}
      {problem && <ProblemCard report={problem} connection={connection} onRetry={again} />}
      {!view && !busy && !problem && !large && <Idle connection={connection} kind={kind} />}
      {view && !busy && !view.complete && (
        <Part view={view} connection={connection} onMore={() => readings.resume(connection.id, kind)} />
      )}
      {view && !hasRows && !busy && view.complete && <Nothing view={view} query={query} onAsk={asking.ask} />}
      {view && <Answer key={view.resultId} {...{ view, kind, reading, connection }} onAgain={again} />}
    </Page>
  );
}

/** What was asked, as a heading, and why somebody asks it. */
function useTitle(kind: Shown & ListKind, { query, question }: Reading): { title: string; why: string } {
  const { t } = useWords();
  const words = useQuestionWords();
  if (question) return { title: words.title(question.id), why: `${words.why(question.id)} ` };
  const hours = FACTS[kind].windowed ? knownHours(query.hours) : null;
  const name = t(`defender.kind.${kind}`);
  return { title: hours ? t("defender.heading", { kind: name, window: t(`defender.last.${hours}`) }) : name, why: "" };
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
