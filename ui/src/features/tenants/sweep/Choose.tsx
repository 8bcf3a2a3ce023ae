import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useRoute } from "../../../app/route";
import { BoardDrawing } from "../../../components/drawings";
import { Empty } from "../../../components/Empty";
import { Page } from "../../../components/Page";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type BoardView, type ConnectionView, useDoor } from "../../../ipc";
import { questionOf, readyOf } from "./draft";
import { usePossible } from "./possible";
import { useSweep } from "./sweeps";
import { activeOf, Terms } from "./Terms";
import { UnfinishedSweeps } from "./UnfinishedSweeps";
import { WhatToAsk } from "./WhatToAsk";

const useStyles = makeStyles({
  room: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 300px",
    alignItems: "start",
    gap: tokens.spacingHorizontalXL,
    "@media (max-width: 1100px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  terms: { position: "sticky", top: 0 },
});

interface ChooseProps {
  connection: ConnectionView;
  /** Whom the person selected on the board. */
  tenantIds: string[] | null;
}

/** What to ask, whom, and what it takes. */
export function Choose({ connection, tenantIds }: ChooseProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const { sweep, start, write } = useSweep(connection.id);
  const { draft, problem, pace } = sweep;
  const board = useBoard(connection.id);
  const possible = usePossible(connection, board);
  const ready = readyOf(draft, possible.ready);
  const question = questionOf(draft, ready, connection);
  const whom = draft.everybody ? null : tenantIds;
  const count = whom ? whom.length : board && activeOf(board);
  const ask = () => {
    if (question) void start({ question, tenantIds: whom, formats: draft.formats }, ready?.question ?? null);
  };
  if (board?.total === 0) {
    return (
      <Page title={t("sweep.title")}>
        <Empty picture={<BoardDrawing />} title={t("sweep.none.title")} body={t("sweep.none.body")}>
          <Button appearance="primary" onClick={() => go({ screen: "customers", connectionId: connection.id })}>
            {t("sweep.none.add")}
          </Button>
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title={t("sweep.title")}
      lead={t("sweep.lead")}
      wide
      actions={
        <Button appearance="primary" data-testid="sweep-ask" disabled={question === null || count === 0} onClick={ask}>
          {count === null ? t("sweep.ask_all") : t("sweep.ask", { count })}
        </Button>
      }
    >
      {problem && <ProblemCard report={problem} connection={connection} onRetry={ask} />}
      <UnfinishedSweeps connectionId={connection.id} withFailures />
      <div className={styles.room}>
        <WhatToAsk {...{ connection, possible, draft }} onDraft={write} />
        <div className={styles.terms}>
          <Terms {...{ board, count, pace, draft }} selected={tenantIds?.length ?? null} onDraft={write} />
        </div>
      </div>
    </Page>
  );
}

/** How many customers there are, and what is wanted of them. Without it one can ask all the same. */
function useBoard(connectionId: string): BoardView | null {
  const door = useDoor();
  const [board, setBoard] = useState<BoardView | null>(null);
  useEffect(() => {
    let wanted = true;
    door.board(connectionId).then(
      (found) => wanted && setBoard(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [door, connectionId]);
  return board;
}
