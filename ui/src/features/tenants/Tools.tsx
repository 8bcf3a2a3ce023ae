import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useTask } from "../../app/task";
import { ArrowSync20Regular, Key20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type BoardView, type ConnectionView, type TableQuery, useDoor } from "../../ipc";
import { SaveMenu } from "../results/SaveMenu";
import type { Aside } from "./Board";
import { ToneIcon } from "./StateWord";
import type { Tone } from "./states";
import { type Health, worst } from "./useHealth";
import type { Looking } from "./useLooking";

const useStyles = makeStyles({
  row: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    flexShrink: 0,
  },
  end: { marginLeft: "auto" },
});

interface ToolsProps {
  connection: ConnectionView;
  board: BoardView;
  query: TableQuery;
  health: Health;
  looking: Looking;
  aside: Aside;
  onAside(aside: Aside): void;
}

/** What concerns all customers at once: the partner's app, what is wanted, a look now, the rows as a file. */
export function Tools({ connection, board, query, health, looking, aside, onAside }: ToolsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { problem, run } = useTask();
  const { resultId } = board;
  // Those that are shown, in their order: what somebody sees is looked at first.
  const lookNow = async () => {
    const tenantIds = await run(() => door.shownCustomers(resultId, query));
    if (tenantIds && tenantIds.length > 0) await looking.look(tenantIds);
  };
  const toggled = (is: "health" | "wanted") => onAside(aside?.is === is ? null : { is });
  return (
    <>
      <div className={styles.row}>
        <HealthButton health={health} open={aside?.is === "health"} onToggle={() => toggled("health")} />
        <Button
          icon={<Key20Regular />}
          aria-expanded={aside?.is === "wanted"}
          data-testid="open-wanted"
          onClick={() => toggled("wanted")}
        >
          {t("tenants.wanted.button", { count: board.wanted.length })}
        </Button>
        <Button
          className={styles.end}
          icon={<ArrowSync20Regular />}
          appearance="subtle"
          disabled={looking.progress !== null}
          data-testid="look-now"
          onClick={() => void lookNow()}
        >
          {t("tenants.look.action")}
        </Button>
        <SaveMenu result={{ resultId, kind: "customers", rows: board.total }} query={query} connection={connection} />
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </>
  );
}

const TONE: Record<ReturnType<typeof worst>, Tone> = {
  proved: "ready",
  caution: "partly",
  wrong: "stuck",
  unseen: "partly",
};

/** How the partner's own app is, in one word. */
function HealthButton({ health: { items }, open, onToggle }: { health: Health; open: boolean; onToggle(): void }) {
  const { t } = useWords();
  const state = items && worst(items);
  return (
    <Button
      {...(state ? { icon: <ToneIcon tone={TONE[state]} /> } : {})}
      aria-expanded={open}
      data-testid="open-health"
      data-state={state ?? undefined}
      onClick={onToggle}
    >
      {t(state ? `tenants.health.button.${state}` : "tenants.health.title")}
    </Button>
  );
}
