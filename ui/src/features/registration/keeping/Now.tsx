import { Button } from "@fluentui/react-components";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { StepHeading } from "../../../components/StepHeading";
import { useWords } from "../../../i18n";
import type { ConnectionView, ErrorReport, RunView } from "../../../ipc";
import { isAboutClient } from "../client";
import { InBrowser } from "../InBrowser";
import { leadsOn } from "../leading";
import { SetupClientChoice } from "../SetupClientChoice";
import { useStageStyles } from "../stageStyles";
import { missing } from "./Differences";
import { Live } from "./Live";
import type { KeepingInHand } from "./useKeeping";

interface NowProps {
  connection: ConnectionView;
  keeping: KeepingInHand;
  run: RunView | null;
  /** The credential ends soon, or has ended: that comes first. */
  urgent: boolean;
}

/** What happens now, and the one way on. */
export function Now({ connection, keeping, run, urgent }: NowProps) {
  const { attempt, doing, problem } = keeping;
  if (doing === "asking") return <Client connection={connection} keeping={keeping} />;
  if (doing === "signing_in" && attempt) return <InBrowser attempt={attempt} onCancel={keeping.cancelSignIn} />;
  if (doing !== null) return <Live {...{ connection, keeping, run }} />;
  if (problem) return <Failed {...{ problem, connection, keeping }} />;
  // A rotation or a taking away that was broken off is seen to first.
  if (run?.undoing && run.undoable) return <Leaving keeping={keeping} />;
  if (keeping.renewed) return <Renewed {...{ connection, keeping }} />;
  if (urgent) return <Urgent connection={connection} keeping={keeping} />;
  return <Look keeping={keeping} />;
}

/** Nobody ever signed in to set up: through what is asked first. */
function Client({ connection, keeping }: Pick<NowProps, "connection" | "keeping">) {
  const styles = useStageStyles();
  const { t } = useWords();
  return (
    <Panel label={t("keeping.client.title")}>
      <StepHeading className={styles.title}>{t("keeping.client.title")}</StepHeading>
      <p className={styles.body}>{t("keeping.client.body")}</p>
      <div className={styles.apart}>
        <SetupClientChoice client={keeping.client} practice={connection.practice} onChoose={keeping.chooseClient} />
      </div>
      <div className={styles.ways}>
        <Button
          appearance="primary"
          size="large"
          data-testid="keeping-sign-in"
          disabledFocusable={keeping.client === null}
          onClick={keeping.again}
        >
          {t("keeping.client.sign_in")}
        </Button>
        <Button size="large" onClick={keeping.clear}>
          {t("common.cancel")}
        </Button>
      </div>
    </Panel>
  );
}

interface FailedProps extends Pick<NowProps, "connection" | "keeping"> {
  problem: ErrorReport;
}

function Failed({ problem, connection, keeping }: FailedProps) {
  const styles = useStageStyles();
  const { t } = useWords();
  const kind = keeping.errand?.kind ?? "check";
  // Whoever stopped it knows why.
  const left = problem.code === "cancelled";
  const title = t("registration.stopped.title");
  return (
    <>
      {!left && (
        <ProblemCard
          report={problem}
          connection={connection}
          onSignIn={keeping.signInAgain}
          onUseCertificate={keeping.useCertificate}
          onEnterAgain={isAboutClient(problem) ? keeping.askClient : undefined}
        />
      )}
      <Panel label={title}>
        <StepHeading className={styles.title}>{title}</StepHeading>
        <p className={styles.body}>{t(`keeping.failed.${kind}`)}</p>
        <div className={styles.ways}>
          <Button
            appearance={leadsOn(problem) ? "primary" : "secondary"}
            data-testid="keeping-again"
            onClick={keeping.again}
          >
            {t("registration.stopped.go_on")}
          </Button>
          <Button onClick={keeping.clear}>{t("keeping.failed.leave")}</Button>
        </div>
      </Panel>
    </>
  );
}

function Leaving({ keeping }: Pick<NowProps, "keeping">) {
  const styles = useStageStyles();
  const { t } = useWords();
  return (
    <Panel label={t("keeping.undo.broken_off")}>
      <StepHeading className={styles.title}>{t("keeping.undo.broken_off")}</StepHeading>
      <p className={styles.body}>{t("keeping.failed.undo")}</p>
      <div className={styles.ways}>
        <Button appearance="primary" size="large" data-testid="undo-on" onClick={() => keeping.begin({ kind: "undo" })}>
          {t("keeping.undo.go_on")}
        </Button>
      </div>
    </Panel>
  );
}

function Renewed({ connection, keeping }: Pick<NowProps, "connection" | "keeping">) {
  const styles = useStageStyles();
  const { t } = useWords();
  const kind = connection.goal.credential ?? "secret";
  // A secret that a certificate takes the place of is nobody's to remove unasked.
  const instead = keeping.errand?.kind === "rotate" && keeping.errand.instead;
  const left = keeping.renewed?.steps.flatMap(({ state, problem }) => (state === "left" && problem ? [problem] : []));
  return (
    <>
      <Panel label={t(`keeping.kind.${kind}.renewed`)}>
        <StepHeading className={styles.title}>{t(`keeping.kind.${kind}.renewed`)}</StepHeading>
        <p className={styles.body} data-testid="renewed">
          {instead
            ? t("keeping.renewed_instead")
            : t(`keeping.kind.${kind}.${left?.length ? "renewed_left" : "renewed_body"}`)}
        </p>
        <div className={styles.ways}>
          <Button
            appearance="primary"
            size="large"
            data-testid="check-registration"
            onClick={() => keeping.begin({ kind: "check" })}
          >
            {t("keeping.check.button")}
          </Button>
        </div>
      </Panel>
      {left?.map((report) => (
        <ProblemCard key={report.code} report={report} connection={connection} />
      ))}
    </>
  );
}

function Urgent({ connection, keeping }: Pick<NowProps, "connection" | "keeping">) {
  const styles = useStageStyles();
  const { t } = useWords();
  const kind = connection.goal.credential ?? "secret";
  return (
    <Panel label={t(`keeping.kind.${kind}.urgent`)}>
      <StepHeading className={styles.title}>{t(`keeping.kind.${kind}.urgent`)}</StepHeading>
      <p className={styles.body}>{t(`keeping.kind.${kind}.urgent_body`)}</p>
      <div className={styles.ways}>
        <Button
          appearance="primary"
          size="large"
          data-testid="renew-now"
          onClick={() => keeping.begin({ kind: "rotate" })}
        >
          {t(`keeping.kind.${kind}.new`)}
        </Button>
        <Button size="large" data-testid="check-registration" onClick={() => keeping.begin({ kind: "check" })}>
          {t("keeping.check.button")}
        </Button>
      </div>
    </Panel>
  );
}

/** Before and after a look: the way to it, or what came of it. */
function Look({ keeping }: Pick<NowProps, "keeping">) {
  const styles = useStageStyles();
  const { t } = useWords();
  const { drift, about } = keeping;
  const check = () => keeping.begin({ kind: "check" });
  if (!drift) {
    return (
      <Panel label={t("keeping.check.title")}>
        <StepHeading className={styles.title}>{t("keeping.check.title")}</StepHeading>
        <p className={styles.body}>{t("keeping.check.body")}</p>
        <div className={styles.ways}>
          <Button appearance="primary" size="large" data-testid="check-registration" onClick={check}>
            {t("keeping.check.button")}
          </Button>
        </div>
      </Panel>
    );
  }
  const lacks = missing(drift).map(({ id }) => id);
  const chosen = drift.items.filter(({ id }) => about.has(id)).map(({ id }) => id);
  const wrong = drift.items.filter(({ choice }) => !choice).length;
  const title =
    wrong > 0
      ? t("keeping.found.differs", { count: wrong })
      : t(drift.items.length > 0 ? "keeping.found.more" : "keeping.found.good");
  return (
    <Panel label={title}>
      <StepHeading key={title} className={styles.title}>
        {title}
      </StepHeading>
      <p className={styles.body} data-testid="check-result">
        {chosen.length > 0
          ? t("keeping.found.picked")
          : t(lacks.length > 0 ? "keeping.found.lacks" : "keeping.found.nothing")}
      </p>
      <div className={styles.ways}>
        {chosen.length > 0 && (
          <>
            <Button
              appearance="primary"
              size="large"
              data-testid="repair-now"
              onClick={() => keeping.begin({ kind: "repair", items: chosen })}
            >
              {t("keeping.found.repair_now", { count: chosen.length })}
            </Button>
            <Button size="large" onClick={() => keeping.pick(chosen, false)}>
              {t("common.cancel")}
            </Button>
          </>
        )}
        {chosen.length === 0 && lacks.length > 0 && (
          <Button appearance="primary" size="large" data-testid="repair-all" onClick={() => keeping.pick(lacks, true)}>
            {t("keeping.found.repair_all")}
          </Button>
        )}
        {chosen.length === 0 && (
          <Button
            appearance={lacks.length > 0 ? "secondary" : "primary"}
            size="large"
            data-testid="check-registration"
            onClick={check}
          >
            {t("keeping.check.again")}
          </Button>
        )}
      </div>
    </Panel>
  );
}
