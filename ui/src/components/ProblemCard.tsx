import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { usePreferences } from "../app/preferences";
import { useRoute } from "../app/route";
import { useStartSignIn } from "../app/sign_in";
import { useTask } from "../app/task";
import { useWords } from "../i18n";
import { type ConnectionView, type ErrorReport, useDoor } from "../ipc";
import { useCopy } from "./CopyValue";
import { Disclosure } from "./Disclosure";
import { ErrorCircle20Filled, Open20Regular, Warning20Filled } from "./icons";
import { problemParams, problemWords, traceLines } from "./problem";
import { SupportLink } from "./SupportLink";
import { TraceLines, traceText } from "./TraceLines";

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `4px solid ${tokens.colorPaletteRedBorder2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    scrollMarginTop: tokens.spacingVerticalL,
  },
  head: { display: "flex", gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, marginTop: "1px", color: tokens.colorPaletteRedForeground1 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  words: { margin: `${tokens.spacingVerticalS} 0 0`, overflowWrap: "anywhere" },
  action: { fontWeight: tokens.fontWeightSemibold },
  unsure: { color: tokens.colorNeutralForeground3 },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalM,
  },
  said: { color: tokens.colorNeutralForeground2 },
  trace: { marginTop: tokens.spacingVerticalM },
});

interface ProblemCardProps {
  report: ErrorReport;
  connection?: ConnectionView | null;
  /** Does again what failed. */
  onRetry?: (() => void) | undefined;
  /** Leads back to the field where the wrong thing was entered. */
  onEnterAgain?: (() => void) | undefined;
  /** Asks Microsoft Graph instead of an older API. */
  onUseGraph?: (() => void) | undefined;
  onUseCertificate?: (() => void) | undefined;
  /** Signs in for what the screen is about, where that is not the connection itself. */
  onSignIn?: (() => void) | undefined;
  /** Stands where messages are explained: the technical lines are there already, and so is the way to ask. */
  explained?: boolean;
}

/** One problem: what is wrong in plain words, and the one thing to do about it. */
export function ProblemCard(props: ProblemCardProps) {
  const { report, connection = null, explained = false } = props;
  const { onRetry, onEnterAgain, onUseGraph, onUseCertificate, onSignIn } = props;
  const styles = useStyles();
  const speech = useWords();
  const { t } = speech;
  const { said, copy } = useCopy();
  const params = problemParams(report.params, connection, t);
  const { title, cause, action } = problemWords(report, connection, speech);
  const lines = traceLines(report.trace, report.detail ?? report.params.message);
  const details = traceText(lines, t);
  const message = [
    t("common.problem.admin_intro", { client_id: "…", tenant: "…", ...params }),
    title,
    cause,
    action,
    details,
  ];
  const onAskAdmin = () => copy(message.join("\n\n"));
  const on = { onRetry, onEnterAgain, onUseGraph, onUseCertificate, onSignIn, onAskAdmin };
  const remedy = useRemedy({ report, connection, ...on });

  const card = useRef<HTMLElement>(null);
  // What went wrong must be seen, also by somebody who had scrolled to the field that caused it.
  // Newer web views answer with a promise, which React would take for a clean-up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another report is another thing to see
  useEffect(() => void card.current?.scrollIntoView?.({ block: "nearest" }), [report]);

  return (
    <section ref={card} className={styles.card} data-testid="problem" data-code={report.code} aria-label={title}>
      <div role="alert">
        <div className={styles.head}>
          {report.finding ? (
            <Warning20Filled className={styles.icon} />
          ) : (
            <ErrorCircle20Filled className={styles.icon} />
          )}
          <h2 className={styles.title}>{title}</h2>
        </div>
        <p className={styles.words}>{cause}</p>
        <p className={styles.words}>
          <span className={styles.action}>{action}</span>{" "}
          {report.confidence !== "certain" && (
            <span className={styles.unsure}>{t(`common.problem.${report.confidence}`)}</span>
          )}
        </p>
      </div>
      {remedy.problem && <ProblemCard report={remedy.problem} />}
      {(remedy.primary || remedy.again) && (
        <div className={styles.buttons}>
          {remedy.primary && (
            <Button
              appearance="primary"
              data-testid="problem-action"
              disabled={remedy.busy}
              onClick={remedy.primary}
              iconPosition="after"
              {...(remedy.opensBrowser ? { icon: <Open20Regular /> } : {})}
            >
              {t(`common.remedy.${remedy.word}`)}
            </Button>
          )}
          {remedy.again && <Button onClick={remedy.again}>{t("common.retry")}</Button>}
          <span role="status" className={styles.said}>
            {said === "copied" && report.remedy === "ask_admin" && t("common.problem.admin_copied")}
            {said === "failed" && t("common.copy_failed")}
          </span>
        </div>
      )}
      {!explained && <SupportLink connection={connection} />}
      {!explained && lines.length > 0 && (
        <Disclosure className={styles.trace} title={t("common.problem.details")}>
          <TraceLines lines={lines} copy={t("common.problem.copy_details")} />
        </Disclosure>
      )}
    </section>
  );
}

interface RemedyProps {
  report: ErrorReport;
  connection: ConnectionView | null;
  onRetry: (() => void) | undefined;
  onEnterAgain: (() => void) | undefined;
  onUseGraph: (() => void) | undefined;
  onUseCertificate: (() => void) | undefined;
  onSignIn: (() => void) | undefined;
  onAskAdmin: () => void;
}

/** The report's remedy as a button: what it does here, and the word on it. */
function useRemedy({ report, connection, onAskAdmin, ...on }: RemedyProps) {
  const { onRetry, onEnterAgain, onUseGraph, onUseCertificate, onSignIn } = on;
  const door = useDoor();
  const { go } = useRoute();
  const { preferences, adopt } = usePreferences();
  const startSignIn = useStartSignIn();
  const task = useTask();
  const { page, step } = report;
  const person = connection?.goal.context === "user" ? connection : null;
  const signIn = (wish: { another?: boolean; browser?: boolean } = {}) =>
    onSignIn ?? (person ? () => task.run(() => startSignIn(person.id, wish)) : onRetry);
  const doing: Record<Exclude<ErrorReport["remedy"], "none">, (() => void) | undefined> = {
    open_portal: connection && page ? () => task.run(() => door.openPortal(connection.id, page)) : undefined,
    enter_again:
      onEnterAgain ??
      (connection && step ? () => go({ screen: "checklist", connectionId: connection.id, step }) : undefined),
    sign_in: signIn(),
    use_another_account: signIn({ another: true }),
    use_graph: onUseGraph,
    use_certificate: onUseCertificate,
    use_browser: signIn({ browser: true }),
    choose_folder: () =>
      task.run(async () => {
        const chosen = await door.chooseFolder();
        if (chosen.folder === preferences.folder) return;
        adopt(chosen);
        onRetry?.();
      }),
    ask_admin: onAskAdmin,
    retry: onRetry,
    check_network: onRetry,
    restart: onRetry,
  };
  const meant = report.remedy === "none" ? undefined : doing[report.remedy];
  const word = meant && report.remedy !== "none" ? report.remedy : ("retry" as const);
  const primary = meant ?? (report.retryable ? onRetry : undefined);
  return {
    busy: task.busy,
    problem: task.problem,
    primary,
    word,
    opensBrowser: word === "open_portal" && meant !== undefined,
    again: primary !== onRetry && report.retryable ? onRetry : undefined,
  };
}
