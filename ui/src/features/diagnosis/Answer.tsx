import { makeStyles, tokens } from "@fluentui/react-components";
import { lazy, Suspense, useEffect, useRef } from "react";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { BareId, PastedSecret } from "./BareValue";
import { CustomerAnswer } from "./CustomerAnswer";
import { Facts } from "./Facts";
import { Further } from "./Further";
import { Heard } from "./Heard";
import { KindIcon } from "./KindIcon";
import { TokenAnswer } from "./TokenAnswer";
import type { Explanation } from "./useExplanation";

const Clinic = lazy(() => import("../snippets/Clinic"));

const useStyles = makeStyles({
  answer: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  kind: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    outline: "none",
  },
  healthyTitle: { margin: 0, fontSize: tokens.fontSizeBase400 },
  healthyBody: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
});

export interface AnswerProps {
  explanation: Explanation;
  connection: ConnectionView | null;
  onRetry?: (() => void) | undefined;
}

/** What a pasted thing is, what causes it, and the one next action. */
export function Answer({ explanation, connection, onRetry }: AnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { diagnosis } = explanation;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Where the box stands in something folded, a paste from outside unfolds it.
    heading.current?.closest("details")?.setAttribute("open", "");
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView?.({ block: "nearest" });
  }, []);
  return (
    <section
      className={styles.answer}
      aria-label={t("diagnosis.answer")}
      data-testid="diagnosis"
      data-recognised={diagnosis.recognised}
    >
      <h2 ref={heading} tabIndex={-1} className={styles.kind}>
        <KindIcon kind={diagnosis.recognised} />
        {t(`diagnosis.kind.${diagnosis.recognised}`)}
      </h2>
      <Finding explanation={explanation} connection={connection} onRetry={onRetry} />
      {diagnosis.answer && <CustomerAnswer answer={diagnosis.answer} first={!diagnosis.finding} />}
      <Subject explanation={explanation} connection={connection} />
      <Heard diagnosis={diagnosis} />
      <Further diagnosis={diagnosis} />
    </section>
  );
}

/** The cause and the next action, or that nothing is wrong. */
function Finding({ explanation: { diagnosis }, connection, onRetry }: AnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { finding, recognised, answer } = diagnosis;
  // The clinic names every fault of a script, with its line.
  if (recognised === "script") return null;
  if (finding) {
    return (
      <>
        <ProblemCard report={finding} connection={connection} onRetry={onRetry} explained />
        {recognised !== "unknown" && <Facts diagnosis={diagnosis} finding={finding} connection={connection} />}
      </>
    );
  }
  if (answer) return null;
  // Of a bare value there is more to say than that nothing is wrong.
  if (recognised === "guid" || recognised === "secret") return null;
  return (
    <Panel>
      <h3 className={styles.healthyTitle}>{t("diagnosis.healthy.title")}</h3>
      <p className={styles.healthyBody}>{t("diagnosis.healthy.body")}</p>
    </Panel>
  );
}

/** What only this kind of thing has: the token's facts, where a value belongs, the faults of a script. */
function Subject({ explanation, connection }: AnswerProps) {
  const { diagnosis, clinic, source } = explanation;
  if (diagnosis.token) return <TokenAnswer token={diagnosis.token} />;
  if (diagnosis.recognised === "secret") return <PastedSecret source={source} connection={connection} />;
  if (diagnosis.recognised === "guid") return <BareId diagnosis={diagnosis} connection={connection} />;
  if (!clinic) return null;
  return (
    <Suspense fallback={null}>
      <Clinic report={clinic} />
    </Suspense>
  );
}
