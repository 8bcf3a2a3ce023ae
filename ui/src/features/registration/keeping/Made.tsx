import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useTask } from "../../../app/task";
import { AskFirst } from "../../../components/AskFirst";
import { ArrowUndo20Regular, Open20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import {
  type ConnectionView,
  type PortalPage,
  type RegistrationStepId,
  type RunStepView,
  type RunView,
  useDoor,
} from "../../../ipc";
import { STEP_ICON } from "../stepIcons";
import type { KeepingInHand } from "./useKeeping";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  line: {
    display: "flex",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalM,
  },
  icon: { flexShrink: 0, lineHeight: 0, color: tokens.colorBrandForeground2 },
  words: { flex: "1 1 auto", minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  ids: {
    display: "block",
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
    userSelect: "all",
  },
  quiet: { margin: `${tokens.spacingVerticalM} 0 0`, color: tokens.colorNeutralForeground2 },
  way: { marginTop: tokens.spacingVerticalS },
});

/** Where each of them is seen in the portal. */
const PAGE: Partial<Record<RegistrationStepId, PortalPage>> = {
  application: "overview",
  service_principal: "users-and-groups",
  secret: "certificates-secrets",
  certificate: "certificates-secrets",
  consent: "enterprise-permissions",
};

interface MadeProps {
  run: RunView;
  connection: ConnectionView;
  keeping: KeepingInHand;
}

/** What Handrail made in the tenant, piece by piece, and the way to take all of it away again. */
export function Made({ run, connection, keeping }: MadeProps) {
  const styles = useStyles();
  const { t } = useWords();
  const pieces = madeBy(run);
  if (pieces.length === 0) return null;
  return (
    <Panel label={t("registration.keep.steps")}>
      <h2 className={styles.title}>{t("registration.keep.steps")}</h2>
      <ul className={styles.list} data-testid="made">
        {pieces.map((step) => (
          <Piece key={step.id} step={step} connection={connection} />
        ))}
      </ul>
      {run.undoable && (
        <>
          <p className={styles.quiet}>{t("keeping.undo.hint")}</p>
          <div className={styles.way}>
            <UndoButton {...{ run, connection, keeping }} />
          </div>
        </>
      )}
    </Panel>
  );
}

/** What the journal says is in the tenant now. */
function madeBy({ steps }: RunView): RunStepView[] {
  return steps.filter(({ id, state }) => id !== "proof" && state !== "waiting" && state !== "undone");
}

function Piece({ step, connection }: { step: RunStepView; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  const Icon = STEP_ICON[step.id];
  const page = PAGE[step.id];
  const name = t(`registration.step.${step.id}`);
  return (
    <li className={styles.line} data-testid={`made-${step.id}`}>
      <span className={styles.icon} aria-hidden="true">
        <Icon />
      </span>
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        {step.made.map((id) => (
          <span key={id} className={styles.ids}>
            {id}
          </span>
        ))}
        {opening.problem && <ProblemCard report={opening.problem} />}
      </div>
      {page && (
        <Button
          appearance="subtle"
          size="small"
          icon={<Open20Regular />}
          iconPosition="after"
          aria-label={t("keeping.made.open_named", { name })}
          onClick={() => opening.run(() => door.openPortal(connection.id, page))}
        >
          {t("keeping.made.open")}
        </Button>
      )}
    </li>
  );
}

/** Says exactly what goes, and asks. */
export function UndoButton({ run, connection, keeping }: MadeProps) {
  const { t } = useWords();
  const format = useFormat();
  const names = madeBy(run).map(({ id }) => t(`registration.step.${id}`));
  // Of an app that was there before only the changes are taken back.
  const body = run.choices.repair ? "keeping.undo.ask_repaired" : "keeping.undo.ask_made";
  return (
    <AskFirst
      button={
        <Button icon={<ArrowUndo20Regular />} data-testid="undo" disabledFocusable={keeping.doing !== null}>
          {t(run.finished ? "keeping.undo.button" : "keeping.undo.stopped")}
        </Button>
      }
      title={t("keeping.undo.title", { name: connection.appName })}
      body={t(body, { names: format.list(names), name: connection.appName })}
      sure={t("keeping.undo.sure")}
      sureTestId="undo-sure"
      act={async () => undefined}
      onDone={() => keeping.begin({ kind: "undo" })}
    />
  );
}
