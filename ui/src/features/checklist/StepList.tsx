import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { problemWords } from "../../components/problem";
import { StateIcon } from "../../components/StateIcon";
import { useWords } from "../../i18n";
import type { Checklist, ConnectionView, EvidenceKind, Step, StepId } from "../../ipc";
import { stepTitle } from "./stepWords";

const useStyles = makeStyles({
  sheet: { padding: tokens.spacingHorizontalS },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  step: {
    display: "flex",
    gap: tokens.spacingHorizontalM,
    width: "100%",
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase300,
    textAlign: "left",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  here: { backgroundColor: tokens.colorNeutralBackground1Selected },
  blocked: { backgroundColor: tokens.colorPaletteRedBackground1 },
  words: { minWidth: 0 },
  title: { display: "block", fontWeight: tokens.fontWeightSemibold },
  line: {
    display: "block",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
  },
});

/** The values of a proof that say the most in one line. */
const TELLING: Record<EvidenceKind, string[]> = {
  discovery_document: ["domain", "cloud"],
  client_id_known: [],
  secret_accepted: ["expires"],
  roles_claim: ["roles", "permissions", "permission"],
  scp_claim: ["scp", "permissions", "permission"],
  certificate_accepted: ["thumbprint"],
  redirect_answered: ["redirect_uri"],
  consent_reached: [],
  device_code_redeemed: [],
  other_tenant_answered: ["tenant"],
  token_issued: [],
  token_verified: [],
  registration_read: [],
  incidents_answered: [],
};

interface StepListProps {
  checklist: Checklist;
  selected: StepId | null;
  onSelect(step: StepId): void;
}

export function StepList({ checklist, selected, onSelect }: StepListProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <Panel className={styles.sheet} label={t("checklist.steps_label")}>
      <ol className={styles.list}>
        {checklist.steps.map((step, index) => (
          <li key={step.id}>
            <button
              type="button"
              data-testid={`step-${step.id}`}
              data-state={step.state}
              aria-current={step.id === selected ? "step" : undefined}
              className={mergeClasses(
                styles.step,
                step.id === selected && styles.here,
                step.state === "blocked" && styles.blocked,
              )}
              onClick={() => onSelect(step.id)}
            >
              <StateIcon state={step.state} number={index + 1} />
              <span className={styles.words}>
                <span className={styles.title}>{stepTitle(step.id, checklist.connection.goal, t)}</span>
                <StepLine step={step} connection={checklist.connection} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** One line under the title: the proof, the problem, or that it is still to do. */
function StepLine({ step, connection }: { step: Step; connection: ConnectionView }) {
  const styles = useStyles();
  const speech = useWords();
  const { t } = speech;
  const proof = step.evidence[0];
  if (step.problem) {
    return <span className={styles.line}>{problemWords(step.problem, connection, speech).title}</span>;
  }
  if (step.state === "proved" && proof) {
    const values = TELLING[proof.kind].flatMap((name) => proof.params[name] ?? []);
    return <span className={styles.line}>{[t(`checklist.evidence.${proof.kind}.short`), ...values].join(" · ")}</span>;
  }
  return <span className={styles.line}>{t(`checklist.state.${step.state}`)}</span>;
}
