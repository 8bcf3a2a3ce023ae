import { Checkbox, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { Panel } from "../../../components/Panel";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { BoardView, CustomerState } from "../../../ipc";
import { FORMATS } from "../../results/SaveMenu";
import { costOf } from "./cost";
import type { Draft } from "./draft";

const MINUTE = 60_000;

/** What was seen of customers that have nothing to answer with. Where nobody has looked yet, nobody knows. */
const UNREADY: readonly CustomerState[] = ["no-app", "no-roles", "blocked", "not-provisioned"];

const useStyles = makeStyles({
  terms: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300 },
  formats: { display: "flex", flexDirection: "column", border: "none", margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  cost: { margin: 0, paddingTop: tokens.spacingVerticalM, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
});

interface TermsProps {
  board: BoardView | null;
  /** Customers that were selected on the board; null without a selection. */
  selected: number | null;
  /** Those who will be asked, where it is known. */
  count: number | null;
  /** The time that a customer took last time, in milliseconds. */
  pace: number | null;
  draft: Draft;
  onDraft(part: Partial<Draft>): void;
}

/** Customers that are not skipped. */
export function activeOf({ total, skipped }: BoardView): number {
  return total - skipped;
}

/** Who is asked, what is saved, and what it takes, before it begins. */
export function Terms({ board, selected, count, pace, draft, onDraft }: TermsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const active = board && activeOf(board);
  return (
    <Panel label={t("sweep.terms")} className={styles.terms}>
      <Whom {...{ selected, active, draft, onDraft }} />
      <Formats formats={draft.formats} onFormats={(formats) => onDraft({ formats })} />
      {count !== null && count > 0 && <CostLine count={count} pace={pace} />}
      {board && (selected === null || draft.everybody) && <Others board={board} />}
    </Panel>
  );
}

function Whom({
  selected,
  active,
  draft,
  onDraft,
}: Pick<TermsProps, "selected" | "draft" | "onDraft"> & { active: number | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const id = useId();
  const everybody = active === null ? t("sweep.whom.all_unknown") : t("sweep.whom.all", { count: active });
  return (
    <div>
      <h2 id={id} className={styles.heading}>
        {t("sweep.whom.title")}
      </h2>
      {selected === null ? (
        <p className={styles.soft}>{everybody}</p>
      ) : (
        <RadioGroup
          aria-labelledby={id}
          value={draft.everybody ? "all" : "selected"}
          onChange={(_, { value }) => onDraft({ everybody: value === "all" })}
        >
          <Radio value="selected" label={t("sweep.whom.selected", { count: selected })} />
          <Radio value="all" label={everybody} />
        </RadioGroup>
      )}
    </div>
  );
}

function Formats({ formats, onFormats }: { formats: Draft["formats"]; onFormats(formats: Draft["formats"]): void }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <fieldset className={styles.formats}>
      <legend className={styles.legend}>{t("sweep.formats.title")}</legend>
      {FORMATS.map((one) => (
        <Checkbox
          key={one}
          label={t("sweep.formats.named", { format: t(`results.format.${one}`), ending: one })}
          checked={formats.includes(one)}
          onChange={(_, { checked }) =>
            onFormats(FORMATS.filter((each) => (each === one ? checked === true : formats.includes(each))))
          }
        />
      ))}
      <p className={styles.soft}>{t(formats.length > 0 ? "sweep.formats.about" : "sweep.formats.none")}</p>
    </fieldset>
  );
}

function CostLine({ count, pace }: { count: number; pace: number | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const { calls, milliseconds } = costOf(count, pace);
  return (
    <p className={styles.cost} data-testid="sweep-cost">
      {t("sweep.cost.calls", { calls: t("defender.calls", { count: calls }) })}{" "}
      {milliseconds < MINUTE
        ? t("sweep.cost.short")
        : t(pace === null ? "sweep.cost.time" : "sweep.cost.time_measured", { time: format.minutes(milliseconds) })}
    </p>
  );
}

/** Those who are not asked, and those who will not answer as far as anybody knows. */
function Others({ board: { skipped, counts } }: { board: BoardView }) {
  const styles = useStyles();
  const { t } = useWords();
  const unready = counts.reduce((sum, { state, count }) => sum + (UNREADY.includes(state) ? count : 0), 0);
  if (skipped === 0 && unready === 0) return null;
  return (
    <p className={styles.soft}>
      {unready > 0 && t("sweep.others.unready", { count: unready })}{" "}
      {skipped > 0 && t("sweep.others.skipped", { count: skipped })}
    </p>
  );
}
