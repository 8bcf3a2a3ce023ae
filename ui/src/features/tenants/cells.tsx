import { makeStyles, tokens } from "@fluentui/react-components";
import { useNow } from "../../app/clock";
import type { CellProps, Layout } from "../../components/table/layout";
import { textsOf } from "../../components/table/words";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { SkippedBadge } from "./SkippedBadge";
import { StateWord } from "./StateWord";
import { stateOf } from "./states";

const useStyles = makeStyles({
  customer: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

/** Who it is; one that is skipped is marked, and stays in its place. */
function CustomerCell({ value, cell }: CellProps) {
  const styles = useStyles();
  const name = textsOf(value)[0] ?? "";
  return (
    <span className={styles.customer}>
      <span className={styles.name} title={name}>
        {name}
      </span>
      {cell("skipped") === true && <SkippedBadge />}
    </span>
  );
}

function ConsentCell({ value }: CellProps) {
  return <StateWord state={stateOf(value)} />;
}

/** How much came last, and when. */
function AnswerCell({ value, cell }: CellProps) {
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const at = textsOf(value)[0];
  if (!at) return null;
  const rows = cell("rows");
  const when = format.ago(at, now);
  const title = t("tenants.facts.answered", { count: typeof rows === "number" ? rows : 0, when });
  return <span title={title}>{typeof rows === "number" ? `${format.number(rows)} · ${when}` : when}</span>;
}

/** The finding in words: the table holds its code. */
function ProblemCell({ value, cell }: CellProps) {
  const { t, has } = useWords();
  const code = textsOf(value)[0];
  if (!code) return null;
  const key = `errors.${code}.title`;
  const missing = textsOf(cell("missing")).join(", ");
  const params = { customer: textsOf(cell("customer"))[0] ?? "", permission: missing, permissions: missing };
  const title = has(key) ? t(key, params) : code;
  return <span title={title}>{title}</span>;
}

/** How the board is laid out when it is first seen. */
export const BOARD: Layout = {
  shown: ["customer", "consent", "missing", "last_answer", "problem"],
  main: "customer",
  stretched: "problem",
  exact: false,
  cells: { customer: CustomerCell, consent: ConsentCell, last_answer: AnswerCell, problem: ProblemCell },
  widths: { customer: 176, consent: 156, missing: 140, last_answer: 132, rows: 64, problem: 120 },
};
