import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { useRoute } from "../../app/route";
import { useColumns } from "../../components/columns";
import { ArrowExport20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { isAboutClient } from "./client";
import { Evidence } from "./Evidence";
import { leadsOn } from "./leading";
import { Needs } from "./Needs";
import { Options } from "./Options";
import { PlanList } from "./PlanList";
import { StageSheet } from "./StageSheet";
import type { MakingInHand, Stage } from "./useRegistration";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
});

/** The stages in which something can still be chosen. */
const CHOOSING: ReadonlySet<Stage> = new Set(["planning", "asking", "stopped"]);

/** The stages in which nothing was changed yet. */
const BEFORE: ReadonlySet<Stage> = new Set(["planning", "signing_in", "looking", "asking"]);

const LOOKED = "registration.make.plan_looked";

interface MakingProps {
  connection: ConnectionView;
  making: MakingInHand;
  /** The way to take away what is made so far, where something is. */
  undo: ReactNode;
}

/** From the plan over the sign-in to the first incidents: always the same list of steps, with what happens now above. */
export function Making({ connection, making, undo }: MakingProps) {
  const styles = useStyles();
  const placed = useColumns();
  const { t } = useWords();
  const { go } = useRoute();
  const { stage, plan, problem, progress } = making;
  const { id: connectionId } = connection;
  // Asked once, in front of everything: whoever signed in before changes it among the other choices.
  const [asked, setAsked] = useState(making.client === null ? 1 : 0);
  const askClient = () => setAsked((times) => Math.max(times, 1) + 1);
  // With a plan, what is put right by trying again has its button in the sheet.
  const retry = plan ? undefined : () => making.choose(making.choices);
  const found = problem || stage === "done" ? [] : (plan?.problems ?? []);
  const leads = problem && !plan ? false : leadsOn(problem, ...found);
  return (
    <Page
      title={t("registration.make.title")}
      lead={t(BEFORE.has(stage) ? "registration.make.lead" : "registration.make.lead_later", {
        domain: connection.tenantDomain,
      })}
      actions={
        <>
          <Button
            icon={<ArrowExport20Regular />}
            data-testid="export-plan"
            onClick={() =>
              go({ screen: "snippets", connectionId, call: { call: "register", choices: making.choices } })
            }
          >
            {t("registration.make.export")}
          </Button>
          {stage !== "done" && (
            <Button data-testid="by-hand" onClick={() => go({ screen: "checklist", connectionId })}>
              {t("registration.make.to_steps")}
            </Button>
          )}
        </>
      }
    >
      {problem && stage !== "stopped" && (
        <ProblemCard
          report={problem}
          connection={connection}
          onRetry={retry}
          onSignIn={making.signInAgain}
          onEnterAgain={isAboutClient(problem) ? askClient : undefined}
        />
      )}
      <StageSheet {...{ connection, making, asked, askClient, undo, leads }} />
      {found.map((report) => (
        <ProblemCard key={report.code} report={report} connection={connection} />
      ))}
      {!plan && !problem && <Spinner label={t("registration.make.planning")} delay={300} />}
      {plan && (
        <div className={placed.columns}>
          <section className={placed.column} aria-labelledby="registration-plan">
            <h2 id="registration-plan" className={styles.title}>
              {t(stage === "done" ? "registration.proof.steps" : plan.looked ? LOOKED : "registration.make.plan")}
            </h2>
            <PlanList steps={plan.steps} progress={progress} />
          </section>
          <div className={placed.column}>
            {CHOOSING.has(stage) && <Options {...{ connection, making }} asksClient={asked > 0} />}
            {stage === "done" ? <Evidence connection={connection} /> : <Needs plan={plan} />}
          </div>
        </div>
      )}
    </Page>
  );
}
