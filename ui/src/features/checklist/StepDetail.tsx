import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { CopyValue } from "../../components/CopyValue";
import { Disclosure } from "../../components/Disclosure";
import { EvidenceList } from "../../components/EvidenceList";
import { ArrowSync20Regular, Open20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { StepHeading } from "../../components/StepHeading";
import { useWords } from "../../i18n";
import { type Checklist, type ConnectionView, type Context, type Step, useDoor } from "../../ipc";
import Reminders from "../registration/keeping/Reminders";
import { Instructions } from "./Instructions";
import { Pictures } from "./Pictures";
import { Roles } from "./Roles";
import { StepAnswer } from "./StepAnswer";
import { stepTitle } from "./stepWords";
import { nextOpen, type useChecklist } from "./useChecklist";
import { WaitingForEntra } from "./WaitingForEntra";

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  number: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  sub: { margin: `${tokens.spacingVerticalL} 0 ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase300 },
  values: { margin: 0 },
  answer: { marginTop: tokens.spacingVerticalL },
  // Stays in sight while the pictures scroll by.
  actions: {
    position: "sticky",
    bottom: `calc(-1 * ${tokens.spacingVerticalXXL})`,
    zIndex: 1,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    margin: `${tokens.spacingVerticalL} calc(-1 * ${tokens.spacingHorizontalL}) calc(-1 * ${tokens.spacingVerticalL})`,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    borderRadius: `0 0 ${tokens.borderRadiusXLarge} ${tokens.borderRadiusXLarge}`,
  },
  hint: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    "@media (max-height: 680px)": { display: "none" },
  },
  honest: { margin: `${tokens.spacingVerticalS} 0 0`, color: tokens.colorNeutralForeground2 },
});

interface StepDetailProps {
  step: Step;
  checklist: Checklist;
  inHand: ReturnType<typeof useChecklist>;
  opened: boolean;
  onOpened(): void;
}

/** One step: what blocks it, what to do and why, where to press, what to give back, and the proof. */
export function StepDetail({ step, checklist, inHand, opened, onOpened }: StepDetailProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  const { connection, steps } = checklist;
  // The customer agrees on a page of their own tenant; the partner's registration has nothing to press for it.
  const page = step.input === "consent" ? null : step.page;
  const open = page
    ? () =>
        opening.run(async () => {
          onOpened();
          await door.openPortal(connection.id, page);
        })
    : undefined;
  const checking = inHand.busy || inHand.looking;
  const next = nextOpen(steps, step.id);
  const proved = step.state === "proved";
  /** What the portal is to be given is made here first. */
  const [made, setMade] = useState(false);
  const toOpen = open && !opened && !proved && (made || step.input !== "certificate");
  /** One primary action at a time: the problem's remedy, then the page, then the answer. */
  const turn = step.problem || inHand.problem ? "remedy" : toOpen ? "page" : "answer";
  const proof = !proved && page !== null && step.input === "none" ? provedBy(step.id, connection.goal.context) : null;
  const checks = proof === "consent_seen";
  const checkable = !proved && !inHand.waiting && !answersItself(step, connection);
  return (
    <>
      {step.problem && (
        <ProblemCard report={step.problem} connection={connection} onRetry={inHand.check} onEnterAgain={toAnswer} />
      )}
      {(step.input === "secret" || step.input === "certificate") && <Reminders connectionId={connection.id} />}
      <Panel>
        <div className={styles.number}>
          {t("checklist.step_n", { number: steps.indexOf(step) + 1, total: steps.length })}
        </div>
        <StepHeading className={styles.heading}>{stepTitle(step.id, connection.goal, t)}</StepHeading>
        <Instructions step={step} connection={connection} />
        {!proved && <Roles roles={step.roles} />}
        {step.copy.length > 0 && (
          <>
            <h3 className={styles.sub}>{t("checklist.values")}</h3>
            <dl className={styles.values}>
              {step.copy.map(({ name, value }) => (
                <CopyValue key={`${name} ${value}`} label={t(`checklist.value.${name}`)} value={value} />
              ))}
            </dl>
          </>
        )}
        <div className={styles.answer}>
          <StepAnswer
            step={step}
            connection={connection}
            inHand={inHand}
            primary={turn === "answer" && !proved}
            onMade={() => setMade(true)}
          />
        </div>
        {proof && <p className={styles.honest}>{t(`checklist.${proof}`)}</p>}
        <Pictures step={step} connection={connection} />
        {opening.problem && <ProblemCard report={opening.problem} connection={connection} onRetry={open} />}
        {(open || (next && (proof || proved)) || inHand.waiting || checkable) && (
          <div className={styles.actions}>
            {open && (
              <Button
                appearance={turn === "page" ? "primary" : "secondary"}
                icon={<Open20Regular />}
                iconPosition="after"
                data-testid="open-portal"
                onClick={open}
              >
                {t("checklist.open_page")}
              </Button>
            )}
            {(proof || proved) && next && (
              <Button
                appearance={turn === "answer" && !checks ? "primary" : "secondary"}
                data-testid="next-step"
                onClick={() => inHand.select(next.id)}
              >
                {t("checklist.next", { step: stepTitle(next.id, connection.goal, t) })}
              </Button>
            )}
            {inHand.waiting && <WaitingForEntra progress={inHand.waiting} onStop={inHand.stopWaiting} />}
            {checkable && (
              <Button
                appearance={turn === "answer" && checks ? "primary" : "secondary"}
                icon={checking ? <Spinner size="extra-tiny" /> : <ArrowSync20Regular />}
                data-testid="check-again"
                disabledFocusable={inHand.busy}
                onClick={inHand.check}
              >
                {t(checking ? "checklist.checking" : "checklist.check_again")}
              </Button>
            )}
            {checkable && page && <span className={styles.hint}>{t("checklist.check_auto")}</span>}
          </div>
        )}
      </Panel>
      <Panel>
        <Disclosure title={t("checklist.how.title")}>
          <EvidenceList evidence={step.evidence} />
        </Disclosure>
      </Panel>
    </>
  );
}

/** Leads back to the place where the step is answered. */
export function toAnswer() {
  document.querySelector<HTMLElement>("[data-answer]")?.focus();
}

/** Whether only the person's own answer can prove the step: looking again would find nothing new. */
function answersItself({ input, problem }: Step, { customer }: ConnectionView): boolean {
  return problem === null && (input === "read" || (input === "customer" && customer === null));
}

/** Where the proof of a step comes from that cannot be seen from outside. */
function provedBy(step: Step["id"], context: Context): "together" | "together_sign_in" | "consent_seen" {
  if (context === "user") return "together_sign_in";
  return step === "consent" ? "consent_seen" : "together";
}
