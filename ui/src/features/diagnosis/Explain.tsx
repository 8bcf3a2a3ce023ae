import { makeStyles, tokens } from "@fluentui/react-components";
import { useCallback, useEffect } from "react";
import { usePasteOutsideFields } from "../../app/paste";
import { ProblemCard } from "../../components/ProblemCard";
import type { ConnectionView } from "../../ipc";
import { Answer } from "./Answer";
import { PasteBox } from "./PasteBox";
import { useExplanation } from "./useExplanation";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
});

interface ExplainProps {
  /** What the text is joined with. */
  connection: ConnectionView | null;
  /** Does again what failed, where the screen around knows how. */
  onRetry?: (() => void) | undefined;
  /** A new number asks what the clipboard holds. */
  paste?: number | undefined;
}

/** The box that takes anything, and below it what that means. */
export function Explain({ connection, onRetry, paste }: ExplainProps) {
  const styles = useStyles();
  const { busy, problem, explanation, explainClipboard, explainText } = useExplanation(connection?.id ?? null);
  const takeClipboard = useCallback(() => void explainClipboard(), [explainClipboard]);
  usePasteOutsideFields(takeClipboard);
  // A paste on another screen is answered once, whatever changes here afterwards.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (paste !== undefined) takeClipboard();
  }, [paste]);
  return (
    <div className={styles.stack}>
      <PasteBox busy={busy} answered={explanation !== null} onClipboard={explainClipboard} onText={explainText} />
      {problem && <ProblemCard report={problem} connection={connection} onRetry={takeClipboard} />}
      {explanation && (
        <Answer key={explanation.turn} explanation={explanation} connection={connection} onRetry={onRetry} />
      )}
    </div>
  );
}
