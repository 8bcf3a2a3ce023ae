import { Button, ProgressBar, Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { CopyValue, useCopy } from "../../components/CopyValue";
import { Copy20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { Spoken } from "../../components/Spoken";
import { StepHeading } from "../../components/StepHeading";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ConnectionView, RegistrationPlan } from "../../ipc";
import { Asking } from "./Asking";
import { InBrowser } from "./InBrowser";
import { Proof } from "./Proof";
import { type Progress, stateOf } from "./progress";
import { SetupClientChoice } from "./SetupClientChoice";
import { Stopped } from "./Stopped";
import { useStageStyles } from "./stageStyles";
import type { MakingInHand } from "./useRegistration";

interface StageSheetProps {
  connection: ConnectionView;
  making: MakingInHand;
  /** How often through what to sign in was asked for; 0: not here, somebody signed in to set up before. */
  asked: number;
  /** Asks for another one. */
  askClient(): void;
  /** The way to take away what is made so far, where something is. */
  undo: ReactNode;
  /** The way on is what leads; else a problem beside it has a button of its own that does. */
  leads: boolean;
}

/** What happens now, and the one way on. */
export function StageSheet({ connection, making, asked, askClient, undo, leads }: StageSheetProps) {
  const { stage, attempt, plan, progress } = making;
  const client = asked > 0 && (
    <SetupClientChoice
      client={making.client}
      practice={connection.practice}
      asked={asked}
      onChoose={making.chooseClient}
    />
  );
  switch (stage) {
    case "opening":
      return null;
    case "planning":
      return <Begin {...{ making, leads }}>{client}</Begin>;
    case "looking":
      return <Looking />;
    case "signing_in":
      return attempt && <InBrowser attempt={attempt} onCancel={making.cancelSignIn} />;
    case "asking":
      return <Asking {...{ connection, making, leads }} />;
    case "applying":
      return <Applying {...{ plan, progress }} stopping={making.stopping} onStop={making.stop} />;
    case "stopped":
      return <Stopped {...{ connection, making, askClient, undo }}>{client}</Stopped>;
    case "done":
      return <Proof connection={connection} />;
  }
}

interface BeginProps extends Pick<StageSheetProps, "making" | "leads"> {
  children: ReactNode;
}

/** `children` is what is asked before. */
function Begin({ making, leads, children }: BeginProps) {
  const styles = useStageStyles();
  const { t } = useWords();
  const format = useFormat();
  const { setup, signedIn, plan, client } = making;
  const lacks = !signedIn && client === null;
  const until = setup && signedIn ? { time: format.time(setup.expiresAt) } : null;
  return (
    <Panel label={t("registration.make.ready")}>
      <StepHeading className={styles.title}>{t("registration.make.ready")}</StepHeading>
      <p className={styles.body}>
        {t("registration.offer.who")} {t("registration.make.ready_body")}
      </p>
      {children && <div className={styles.apart}>{children}</div>}
      <div className={styles.ways}>
        <Button
          appearance={leads ? "primary" : "secondary"}
          size="large"
          data-testid="register"
          disabledFocusable={plan === null || lacks}
          onClick={making.begin}
        >
          {t(signedIn ? "registration.make.start_signed_in" : "registration.make.start")}
        </Button>
        <span className={styles.hint}>
          {lacks && t("registration.make.need_client")}
          {until && setup?.userName && t("registration.make.signed_in", { user: setup.userName, ...until })}
          {until && !setup?.userName && t("registration.make.signed_in_unnamed", until)}
        </span>
      </div>
    </Panel>
  );
}

function Looking() {
  const { t } = useWords();
  return (
    <Panel label={t("registration.make.plan")}>
      <Spinner size="tiny" label={t("registration.make.planning")} labelPosition="after" />
    </Panel>
  );
}

interface ApplyingProps {
  plan: RegistrationPlan | null;
  progress: Progress;
  stopping: boolean;
  onStop(): void;
}

function Applying({ plan, progress, stopping, onStop }: ApplyingProps) {
  const styles = useStageStyles();
  const { t } = useWords();
  const { said, copy } = useCopy();
  const { inBrowser } = progress;
  const steps = plan?.steps ?? [];
  const done = steps.filter((step) => stateOf(step, progress) === "done").length;
  const bar = t("registration.applying.bar", { done, total: steps.length });
  const working = steps.find((step) => stateOf(step, progress) === "working")?.id;
  const now = inBrowser ? t("registration.applying.in_browser") : working ? t(`registration.step.${working}`) : bar;
  return (
    <Panel label={t("registration.applying.title")}>
      <div className={styles.row} data-testid="applying">
        <Spinner size="tiny" aria-hidden="true" />
        <StepHeading className={styles.title}>{t("registration.applying.title")}</StepHeading>
      </div>
      <p className={styles.body}>{inBrowser ? now : bar}</p>
      <ProgressBar className={styles.bar} value={done} max={Math.max(1, steps.length)} aria-label={bar} />
      {inBrowser?.code && (
        <dl className={styles.code}>
          <CopyValue label={t("registration.applying.code")} value={inBrowser.code} />
        </dl>
      )}
      <div className={styles.ways}>
        {inBrowser && (
          <Button icon={<Copy20Regular />} data-testid="copy-page" onClick={() => copy(inBrowser.link)}>
            <span role="status">
              {t(
                said === "copied"
                  ? "common.copied"
                  : said === "failed"
                    ? "common.copy_failed"
                    : "registration.applying.copy_link",
              )}
            </span>
          </Button>
        )}
        <Button data-testid="stop" disabledFocusable={stopping} onClick={onStop}>
          {t(stopping ? "registration.applying.stopping" : "registration.applying.stop")}
        </Button>
        <span className={styles.hint}>{t("registration.applying.stop_hint")}</span>
      </div>
      <Spoken>{now}</Spoken>
    </Panel>
  );
}
