import { Button, Checkbox, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useTask } from "../../../app/task";
import { ErrorCircle20Filled, Info20Regular, Open20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { problemWords } from "../../../components/problem";
import { useWords } from "../../../i18n";
import { type ConnectionView, type DriftItem, type DriftKind, type DriftView, useDoor } from "../../../ipc";
import { RequestList } from "../Requests";
import type { KeepingInHand } from "./useKeeping";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  over: { margin: `${tokens.spacingVerticalM} 0 0`, fontSize: tokens.fontSizeBase300 },
  quiet: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  line: { padding: `${tokens.spacingVerticalM} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  row: { display: "flex", alignItems: "flex-start", gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, marginTop: "6px", lineHeight: 0, color: tokens.colorNeutralForeground2 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  words: { flex: "1 1 auto", minWidth: 0, paddingTop: "5px", overflowWrap: "anywhere" },
  name: { fontWeight: tokens.fontWeightSemibold },
  pick: { flexShrink: 0, whiteSpace: "nowrap" },
  cause: { display: "block", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  // Beside a long title it would break into a column of words.
  way: { flexShrink: 0, whiteSpace: "nowrap" },
  sent: { paddingLeft: "28px" },
});

/** What is put right by making the credential anew. */
const BY_RENEWING: ReadonlySet<DriftKind> = new Set([
  "secret_expires_soon",
  "secret_expired",
  "certificate_expires_soon",
  "certificate_expired",
]);

/** What somebody would put right without thinking twice: it lacks, and nothing else rests on it. */
export function missing({ items }: DriftView): DriftItem[] {
  return items.filter(({ repair, choice }) => repair !== null && !choice);
}

interface DifferencesProps {
  drift: DriftView;
  connection: ConnectionView;
  keeping: KeepingInHand;
}

/** One line for each difference; what is more than needed stands apart, and is left alone unless somebody picks it. */
export function Differences({ drift, connection, keeping }: DifferencesProps) {
  const styles = useStyles();
  const { t } = useWords();
  const wrong = drift.items.filter(({ choice }) => !choice);
  const extra = drift.items.filter(({ choice }) => choice);
  const lines = (items: DriftItem[]) => (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id} className={styles.line} data-testid="difference" data-kind={item.kind}>
          <Line {...{ item, connection, keeping }} />
        </li>
      ))}
    </ul>
  );
  return (
    <Panel label={t("keeping.differs.title")}>
      <h2 className={styles.title}>{t("keeping.differs.title")}</h2>
      {wrong.length > 0 && lines(wrong)}
      {extra.length > 0 && (
        <>
          <h3 className={styles.over}>{t("keeping.differs.extra")}</h3>
          <p className={styles.quiet}>{t("keeping.differs.extra_body")}</p>
          {lines(extra)}
        </>
      )}
    </Panel>
  );
}

function Line({ item, connection, keeping }: Omit<DifferencesProps, "drift"> & { item: DriftItem }) {
  const styles = useStyles();
  const speech = useWords();
  const { title, cause } = problemWords(item.problem, connection, speech);
  const picked = keeping.about.has(item.id);
  return (
    <>
      <div className={styles.row}>
        <span className={mergeClasses(styles.icon, !item.choice && styles.bad)} aria-hidden="true">
          {item.choice ? <Info20Regular /> : <ErrorCircle20Filled />}
        </span>
        <div className={styles.words}>
          <span className={styles.name}>{title}</span>
          <span className={styles.cause}>{cause}</span>
        </div>
        <div className={styles.way}>
          <Way {...{ item, connection, keeping, title, picked }} />
        </div>
      </div>
      {picked && item.repair && (
        <div className={styles.sent}>
          <RequestList title={title} requests={item.repair.requests} />
        </div>
      )}
    </>
  );
}

interface WayProps extends Omit<DifferencesProps, "drift"> {
  item: DriftItem;
  title: string;
  picked: boolean;
}

/** What can be done about a difference: repaired here, picked, the credential made anew, or the portal. */
function Way({ item, connection, keeping, title, picked }: WayProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { id, kind, repair, choice } = item;
  const busy = keeping.doing !== null;
  if (repair && choice) {
    return (
      <Checkbox
        className={styles.pick}
        label={t("keeping.differs.take_away")}
        aria-label={t("keeping.differs.take_away_named", { title })}
        data-testid="take-away"
        checked={picked}
        disabled={busy}
        onChange={(_, { checked }) => keeping.pick([id], checked === true)}
      />
    );
  }
  if (repair) {
    return (
      <Button
        aria-expanded={picked}
        aria-label={t(picked ? "keeping.differs.not_now_named" : "keeping.differs.repair_named", { title })}
        data-testid="repair"
        disabledFocusable={busy}
        onClick={() => keeping.pick([id], !picked)}
      >
        {t(picked ? "keeping.differs.not_now" : "keeping.differs.repair")}
      </Button>
    );
  }
  if (BY_RENEWING.has(kind)) {
    const credential = connection.goal.credential ?? "secret";
    return (
      <Button disabledFocusable={busy} onClick={() => keeping.begin({ kind: "rotate" })}>
        {t(`keeping.kind.${credential}.new`)}
      </Button>
    );
  }
  return <Portal item={item} connection={connection} />;
}

function Portal({ item, connection }: { item: DriftItem; connection: ConnectionView }) {
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  const { page } = item.problem;
  if (!page) return null;
  return (
    <div>
      <Button
        icon={<Open20Regular />}
        iconPosition="after"
        onClick={() => opening.run(() => door.openPortal(connection.id, page))}
      >
        {t("common.remedy.open_portal")}
      </Button>
      {opening.problem && <ProblemCard report={opening.problem} />}
    </div>
  );
}
