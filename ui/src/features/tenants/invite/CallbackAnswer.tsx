import { makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled, Clock20Regular, ErrorCircle20Filled } from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import type { CallbackRead, ConnectionView } from "../../../ipc";

const useStyles = makeStyles({
  answer: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, width: "100%" },
  line: { display: "flex", gap: tokens.spacingHorizontalS, margin: 0, "& svg": { flexShrink: 0 } },
  seen: { color: tokens.colorPaletteGreenForeground1 },
  notYet: { color: tokens.colorNeutralForeground2 },
  refused: { color: tokens.colorPaletteRedForeground1 },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface CallbackAnswerProps {
  read: CallbackRead;
  /** Whose panel this stands in. */
  tenantId: string;
  connection: ConnectionView | null;
}

/** What an answer of the consent page means. It is hearsay: green is only what Handrail saw in the customer's tenant. */
export function CallbackAnswer({ read, tenantId, connection }: CallbackAnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { domain, outcome, problem, state } = read;
  const meaning = outcome === "refused" ? "refused" : state === "consented" ? "seen" : "not_yet";
  return (
    <div className={styles.answer} data-testid="callback-answer" data-meaning={meaning}>
      <div role="status">
        <p className={styles.line}>
          {meaning === "seen" && <CheckmarkCircle20Filled className={styles.seen} />}
          {meaning === "not_yet" && <Clock20Regular className={styles.notYet} />}
          {meaning === "refused" && <ErrorCircle20Filled className={styles.refused} />}
          <span>{t(`invitations.callback.${meaning}`, { domain })}</span>
        </p>
        {read.tenantId !== tenantId && <p className={styles.note}>{t("invitations.callback.another", { domain })}</p>}
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </div>
  );
}
