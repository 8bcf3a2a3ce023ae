import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { StepHeading } from "../../components/StepHeading";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { isAboutClient } from "./client";
import { leadsOn } from "./leading";
import { stoppedAt } from "./progress";
import { useStageStyles } from "./stageStyles";
import type { MakingInHand } from "./useRegistration";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

interface StoppedProps {
  /** What is asked before somebody can sign in. */
  children: ReactNode;
  connection: ConnectionView;
  making: MakingInHand;
  /** Asks for another set-up app. */
  askClient(): void;
  /** The way to take away what is made so far, where something is. */
  undo: ReactNode;
}

/** A run that stopped: why, the one thing to do about it, and the way on from there. */
export function Stopped({ connection, making, askClient, undo, children }: StoppedProps) {
  const styles = useStyles();
  const stage = useStageStyles();
  const { t } = useWords();
  const { problem, run } = making;
  // The proof signs in with the new app by itself; everything before it is done by whoever sets up.
  const proving = run !== null && stoppedAt(run)?.id === "proof";
  const left = problem?.code === "cancelled";
  const title = t(
    run && !problem && !stoppedAt(run) ? "registration.stopped.interrupted" : "registration.stopped.title",
  );
  return (
    <div className={styles.stack}>
      {problem && !left && (
        <ProblemCard
          report={problem}
          connection={connection}
          onSignIn={proving ? making.goOn : making.signInAgain}
          onUseCertificate={making.useCertificate}
          onEnterAgain={isAboutClient(problem) ? askClient : undefined}
        />
      )}
      <Panel label={title}>
        <StepHeading className={stage.title}>{title}</StepHeading>
        <p className={stage.body}>{t("registration.stopped.body")}</p>
        {children && <div className={stage.apart}>{children}</div>}
        <div className={stage.ways}>
          <Button
            appearance={leadsOn(problem) ? "primary" : "secondary"}
            size="large"
            data-testid="go-on"
            onClick={making.goOn}
          >
            {t("registration.stopped.go_on")}
          </Button>
          {!making.signedIn && making.client === null && (
            <span className={stage.hint}>{t("registration.make.need_client")}</span>
          )}
          {undo}
          {!run?.undoable && <Button onClick={making.planAgain}>{t("registration.stopped.back")}</Button>}
        </div>
      </Panel>
    </div>
  );
}
