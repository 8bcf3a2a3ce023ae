import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { Disclosure } from "../../../components/Disclosure";
import { CheckmarkCircle20Filled, Info20Regular, Warning20Filled } from "../../../components/icons";
import { useWords } from "../../../i18n";
import { CustomerNames } from "./CustomerNames";
import { RefusedLines } from "./RefusedLines";
import type { Adding, Outcome } from "./useAdding";

const useStyles = makeStyles({
  answer: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  // The result is read first, and its lines below are reached with the next key.
  counts: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, outline: "none" },
  count: { display: "flex", gap: tokens.spacingHorizontalS, "& svg": { flexShrink: 0 } },
  number: { fontWeight: tokens.fontWeightSemibold },
  added: { color: tokens.colorPaletteGreenForeground1 },
  known: { color: tokens.colorNeutralForeground2 },
  refused: { color: tokens.colorStatusWarningForeground3 },
});

interface AddedAnswerProps {
  adding: Adding;
  outcome: Outcome;
  /** Nothing else on the sheet comes first. */
  primary: boolean;
  onLeave(): void;
}

/** What became of the lines: how many are on the board, which were there already, and which need the person. */
export function AddedAnswer({ adding, outcome, primary, onLeave }: AddedAnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { added, known, waiting } = outcome;
  const counts = useRef<HTMLDivElement>(null);
  const nothingWaits = waiting.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the last waiting line takes its field away
  useEffect(() => {
    // What had the focus may be gone; whoever types on stays where they are.
    if (document.activeElement === document.body) counts.current?.focus({ preventScroll: true });
    counts.current?.scrollIntoView?.({ block: "nearest" });
  }, [nothingWaits]);
  return (
    <div className={styles.answer} data-testid="adding-outcome">
      <div ref={counts} tabIndex={-1} role="status" className={styles.counts}>
        {added.length > 0 && (
          <div className={styles.count}>
            <CheckmarkCircle20Filled className={styles.added} />
            <span className={styles.number}>{t("invitations.adding.added", { count: added.length })}</span>
          </div>
        )}
        {known.length > 0 && (
          <div className={styles.count}>
            <Info20Regular className={styles.known} />
            <span>{t("invitations.adding.known", { count: known.length })}</span>
          </div>
        )}
        {waiting.length > 0 && (
          <div className={styles.count}>
            <Warning20Filled className={styles.refused} />
            <span className={styles.number}>{t("invitations.adding.refused", { count: waiting.length })}</span>
          </div>
        )}
        {added.length + known.length + waiting.length === 0 && <span>{t("invitations.adding.nothing")}</span>}
      </div>
      {waiting.length > 0 && <RefusedLines lines={waiting} {...{ adding, primary }} />}
      {added.length > 0 && (
        <Disclosure title={t("invitations.adding.show_added")}>
          <CustomerNames customers={added} />
        </Disclosure>
      )}
      {known.length > 0 && (
        <Disclosure title={t("invitations.adding.show_known")}>
          <CustomerNames customers={known} />
        </Disclosure>
      )}
      <div>
        <Button
          appearance={primary && nothingWaits ? "primary" : "secondary"}
          data-testid="adding-done"
          onClick={onLeave}
        >
          {t("invitations.adding.done")}
        </Button>
      </div>
    </div>
  );
}
