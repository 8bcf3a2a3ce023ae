import { Button, Spinner } from "@fluentui/react-components";
import { lazy, Suspense, useState } from "react";
import { useRoute } from "../../app/route";
import { BoardDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { BoardView, ConnectionView } from "../../ipc";
import { type Aside, Board } from "./Board";
import { News } from "./News";
import { countOf, INVITABLE } from "./states";
import { useBoard } from "./useBoard";
import { useInvitable } from "./useInvitable";
import { WatchLine } from "./WatchLine";

const AddCustomers = lazy(() => import("./invite/AddCustomers"));
const BulkInvitations = lazy(() => import("./invite/BulkInvitations"));
const SweepNotice = lazy(() => import("./sweep/SweepNotice"));

/** What stands in the place of the board for a while. */
type Sheet = { is: "adding" } | { is: "inviting"; tenantIds: string[] } | null;

interface BoardScreenProps {
  connection: ConnectionView;
  /** The customer to begin with. */
  tenantId: string | null;
}

/** The screen of a partner's customers. It always offers one next thing: to add, to invite, or to ask. */
export function BoardScreen({ connection, tenantId }: BoardScreenProps) {
  const { t } = useWords();
  const inHand = useBoard(connection.id);
  const { board, problem, reload } = inHand;
  const [sheet, setSheet] = useState<Sheet>(null);
  const [aside, setAside] = useState<Aside>(tenantId === null ? null : { is: "customer", tenantId, row: null });
  const show = (next: Sheet) => {
    setAside(null);
    setSheet(next);
  };
  const add = () => show({ is: "adding" });
  const invite = (tenantIds: string[]) => show({ is: "inviting", tenantIds });
  const close = () => {
    setSheet(null);
    void reload();
  };
  const again = () => {
    inHand.watchAgain();
    void reload();
  };
  const some = board !== null && board.total > 0;
  return (
    <Page
      title={t("tenants.title")}
      lead={
        some ? <WatchLine board={board} watching={inHand.watching} /> : t("tenants.lead", { name: connection.name })
      }
      actions={
        some && (
          <HeadActions
            {...{ connection, board }}
            quiet={sheet !== null || aside !== null}
            onAdd={add}
            onInvite={invite}
          />
        )
      }
      wide
      full={some && !sheet}
    >
      {problem && <ProblemCard report={problem} connection={connection} onRetry={again} />}
      {!problem && board?.problem && <ProblemCard report={board.problem} connection={connection} onRetry={again} />}
      {!board && !problem && <Spinner delay={300} />}
      {board && !some && !sheet && <NoCustomers onAdd={add} />}
      <Suspense fallback={<Spinner delay={300} />}>
        {sheet?.is === "adding" && <AddCustomers connectionId={connection.id} onDone={close} onClose={close} />}
        {sheet?.is === "inviting" && (
          <BulkInvitations connectionId={connection.id} tenantIds={sheet.tenantIds} onClose={close} />
        )}
      </Suspense>
      {some && !sheet && (
        <Suspense fallback={null}>
          <SweepNotice connectionId={connection.id} />
        </Suspense>
      )}
      {some && !sheet && <Board {...{ connection, board, inHand, aside }} onAside={setAside} onInvite={invite} />}
      <News news={inHand.news} />
    </Page>
  );
}

function NoCustomers({ onAdd }: { onAdd(): void }) {
  const { t } = useWords();
  return (
    <Empty picture={<BoardDrawing />} title={t("tenants.empty.title")} body={t("tenants.empty.body")}>
      <Button appearance="primary" data-testid="add-customers" onClick={onAdd}>
        {t("tenants.empty.add")}
      </Button>
    </Empty>
  );
}

interface HeadActionsProps {
  connection: ConnectionView;
  board: BoardView;
  /** Something else is being done: nothing here is the next thing. */
  quiet: boolean;
  onAdd(): void;
  onInvite(tenantIds: string[]): void;
}

function HeadActions({ connection, board, quiet, onAdd, onInvite }: HeadActionsProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const inviting = useInvitable(board, onInvite);
  const waiting = countOf(board, INVITABLE);
  const ready = countOf(board, ["consented"]);
  const asNext = (it: boolean) =>
    it && !quiet ? ({ appearance: "primary", "data-next": true } as const) : ({ appearance: "secondary" } as const);
  return (
    <>
      {inviting.problem && <ProblemCard report={inviting.problem} connection={connection} />}
      <Button data-testid="add-customers" onClick={onAdd}>
        {t("tenants.empty.add")}
      </Button>
      {waiting > 0 && (
        <Button
          {...asNext(true)}
          disabled={inviting.busy}
          data-testid="invite-waiting"
          onClick={() => void inviting.start()}
        >
          {t("tenants.invite_waiting", { count: waiting })}
        </Button>
      )}
      {ready > 0 && (
        <Button
          {...asNext(waiting === 0)}
          data-testid="ask-all"
          onClick={() => go({ screen: "sweep", connectionId: connection.id })}
        >
          {t("tenants.ask_all")}
        </Button>
      )}
    </>
  );
}
