import { makeStyles, tokens } from "@fluentui/react-components";
import { useCallback } from "react";
import { keptBehind, useKept } from "../../app/kept";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { FilterChips } from "../../components/table/FilterChips";
import { type OpenedRow, ResultTable } from "../../components/table/ResultTable";
import { useSelection } from "../../components/table/selection";
import { textsOf } from "../../components/table/words";
import { useWords } from "../../i18n";
import { type BoardView, type ConnectionView, type TableQuery, useDoor } from "../../ipc";
import { BulkBar } from "./BulkBar";
import { BOARD } from "./cells";
import { HealthPanel } from "./HealthPanel";
import { LookingBar } from "./LookingBar";
import { CustomerPanel } from "./panel/CustomerPanel";
import { StatesBar } from "./StatesBar";
import { Tools } from "./Tools";
import type { BoardInHand } from "./useBoard";
import { useHealth } from "./useHealth";
import { useLooking } from "./useLooking";
import { WantedPanel } from "./WantedPanel";

const useStyles = makeStyles({
  room: { position: "relative", display: "flex", gap: tokens.spacingHorizontalL, flex: "1 0 320px", minHeight: 0 },
  sheet: {
    display: "flex",
    flexDirection: "column",
    flex: "1 1 0",
    minWidth: 0,
    minHeight: "180px",
    padding: 0,
    overflow: "hidden",
  },
});

/** How the board of each connection is searched, sorted and grouped. */
const looksBehind = keptBehind<{ query: TableQuery }>({ query: { sort: { column: "customer", descending: false } } });

/** What stands beside the table. */
export type Aside =
  | { is: "customer"; tenantId: string; row: number | null }
  | { is: "health" }
  | { is: "wanted" }
  | null;

interface BoardProps {
  connection: ConnectionView;
  board: BoardView;
  inHand: BoardInHand;
  aside: Aside;
  onAside(aside: Aside): void;
  onInvite(tenantIds: string[]): void;
}

/** All customers as a picture and as a table, and what can be done with those that were chosen. */
export function Board({ connection, board, inHand, aside, onAside, onInvite }: BoardProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { columns, revision, reload, adopt } = inHand;
  const { resultId } = board;
  const [{ query }, change] = useKept(looksBehind(door), connection.id);
  const setQuery = useCallback((next: TableQuery) => change({ query: next }), [change]);
  const all = useCallback((of: TableQuery) => door.shownCustomers(resultId, of), [door, resultId]);
  const selection = useSelection("tenant", query, all);
  const chosen = [...selection.chosen];
  const clear = () => selection.choose(new Set());
  const looking = useLooking(connection.id, adopt);
  const health = useHealth(connection.id);
  const open = ({ row, cell }: OpenedRow) => {
    const tenantId = textsOf(cell("tenant"))[0];
    if (tenantId) onAside({ is: "customer", tenantId, row });
  };
  const close = useCallback(() => onAside(null), [onAside]);
  const changed = () => {
    clear();
    void reload();
  };
  return (
    <>
      <StatesBar {...{ board, query }} onQuery={setQuery} />
      <Tools {...{ connection, board, query, health, looking, aside }} onAside={onAside} />
      <LookingBar looking={looking} />
      {looking.problem && <ProblemCard report={looking.problem} connection={connection} />}
      <div className={styles.room}>
        <Panel className={styles.sheet} label={t("tenants.title")}>
          {chosen.length > 0 && (
            <BulkBar
              connectionId={connection.id}
              tenantIds={chosen}
              onInvite={() => onInvite(chosen)}
              onLook={() => void looking.look(chosen)}
              onChanged={changed}
              onClear={clear}
            />
          )}
          <ResultTable
            {...{ resultId, columns, query, revision, selection }}
            kind="customers"
            layout={BOARD}
            onQuery={setQuery}
            label={t("tenants.table")}
            open={aside?.is === "customer" ? aside.row : null}
            onOpen={open}
            onGone={reload}
          >
            <FilterChips columns={columns} query={query} onQuery={setQuery} />
          </ResultTable>
        </Panel>
        {aside?.is === "customer" && (
          <CustomerPanel
            key={aside.tenantId}
            {...{ connection, revision, looking }}
            tenantId={aside.tenantId}
            onChanged={reload}
            onClose={close}
          />
        )}
        {aside?.is === "health" && <HealthPanel {...{ connection, health }} onClose={close} />}
        {aside?.is === "wanted" && <WantedPanel {...{ connection, board, onInvite }} onBoard={adopt} onClose={close} />}
      </div>
    </>
  );
}
