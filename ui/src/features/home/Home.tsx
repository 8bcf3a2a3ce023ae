import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { lazy, Suspense } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { BarsDrawing, PlugsDrawing, StepsDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { ChatHelp20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { hasBoard } from "../tenants/partner";
import { Ask } from "./Ask";
import { OpenCard } from "./Cards";
import { CustomersDoor } from "./CustomersDoor";
import { Door } from "./Door";
import { awaitsPerson, Resume, useUnfinished } from "./Resume";

const Connections = lazy(() => import("./Connections"));
const Reminders = lazy(() => import("../registration/keeping/Reminders"));

const useStyles = makeStyles({
  doors: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(320px, 1fr))",
    gap: tokens.spacingHorizontalL,
  },
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalL,
    marginTop: tokens.spacingVerticalM,
  },
  heading: { flex: "1 1 auto", margin: 0, fontSize: tokens.fontSizeBase400 },
});

export function Home() {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const { practice, practising, connections, problem, refresh } = useSession();
  const unfinished = useUnfinished();
  const ready = useReady();
  const askable = useAskable();
  return (
    <Page
      title={t("home.title")}
      lead={t(practising ? "home.lead_practice" : "home.lead")}
      actions={
        <Button
          icon={<ChatHelp20Regular />}
          data-testid="home-diagnosis"
          onClick={() => go({ screen: "diagnosis", connectionId: null })}
        >
          {t("app.nav.diagnosis")}
        </Button>
      }
    >
      {problem && <ProblemCard report={problem} onRetry={refresh} />}
      {practice?.problem && <ProblemCard report={practice.problem} />}
      <Suspense fallback={null}>
        <Reminders />
      </Suspense>
      {unfinished && <Resume {...unfinished} />}
      {askable && <Ask key={askable.id} connection={askable} />}
      <div className={styles.doors}>
        <Door
          title={t("home.setup.title")}
          body={t("home.setup.body")}
          picture={<StepsDrawing />}
          action={
            <Button
              appearance={unfinished || ready ? "secondary" : "primary"}
              data-testid="home-start"
              onClick={() => go({ screen: "setup" })}
            >
              {t("home.setup.start")}
            </Button>
          }
        />
        <IncidentsDoor />
        <CustomersDoor first={!unfinished && ready !== null && hasBoard(ready)} />
      </div>
      <div className={styles.bar}>
        <h2 className={styles.heading} id="your-connections">
          {t("home.connections.title")}
        </h2>
        <OpenCard />
      </div>
      {connections && connections.length > 0 && (
        <Suspense fallback={null}>
          <Connections connections={connections} />
        </Suspense>
      )}
      {connections?.length === 0 && (
        <Empty
          picture={<PlugsDrawing />}
          title={t("home.connections.empty_title")}
          body={t("home.connections.empty_body")}
        />
      )}
    </Page>
  );
}

/** The connection that can be asked: the one in hand, or the first that is ready. */
function useReady(): ConnectionView | null {
  const { connections, current } = useSession();
  return current?.ready ? current : (connections?.find((one) => one.ready) ?? null);
}

/** The connection that questions go to: one that works, or one that only waits for a person to sign in. */
function useAskable(): ConnectionView | null {
  const { connections, current } = useSession();
  const ready = useReady();
  if (current && awaitsPerson(current)) return current;
  return ready ?? connections?.find(awaitsPerson) ?? null;
}

/** Opens the incidents where a connection is ready; otherwise says what is missing and offers the way there. */
function IncidentsDoor() {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections, current, health } = useSession();
  const known = connections ?? [];
  const ready = useReady();
  const resumed = useUnfinished() !== null;
  const unfinished = ready ? undefined : (current ?? known[0]);
  const steps = unfinished && health.get(unfinished.id);
  const title = t("home.incidents.title");
  if (ready) {
    return (
      <Door
        title={title}
        body={t("home.incidents.body_ready", { name: ready.name })}
        picture={<BarsDrawing />}
        action={
          <Button
            appearance={resumed || hasBoard(ready) ? "secondary" : "primary"}
            data-testid="see-incidents"
            onClick={() => go({ screen: "incidents", connectionId: ready.id, read: true })}
          >
            {t("home.incidents.open")}
          </Button>
        }
      />
    );
  }
  if (unfinished && steps) {
    return (
      <Door
        title={title}
        body={t("home.incidents.body_unfinished", { name: unfinished.name, proved: steps.proved, total: steps.total })}
        picture={<BarsDrawing />}
        action={
          <Button onClick={() => go({ screen: "checklist", connectionId: unfinished.id })}>
            {t("home.incidents.continue")}
          </Button>
        }
      />
    );
  }
  return (
    <Door
      title={title}
      body={t("home.incidents.body_none")}
      picture={<BarsDrawing />}
      action={
        <Button onClick={() => go({ screen: "setup", place: "practice" })}>{t("home.incidents.practise")}</Button>
      }
    />
  );
}
