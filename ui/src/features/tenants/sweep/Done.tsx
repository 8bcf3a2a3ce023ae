import { Button } from "@fluentui/react-components";
import { lazy, Suspense, useState } from "react";
import { useRoute } from "../../../app/route";
import { Disclosure } from "../../../components/Disclosure";
import { QuietDrawing } from "../../../components/drawings";
import { Empty } from "../../../components/Empty";
import { Page } from "../../../components/Page";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { ConnectionView, SweepView } from "../../../ipc";
import { AllRows } from "./AllRows";
import { Customers } from "./Customers";
import { Failures } from "./Failures";
import { SavedSweep } from "./SavedSweep";
import { type Asked, useSweep } from "./sweeps";
import { useAskedWords } from "./words";

const BulkInvitations = lazy(() => import("../invite/BulkInvitations"));

interface DoneProps {
  connection: ConnectionView;
  asked: Asked;
  view: SweepView;
}

/** What all customers answered: who did not and why, the rows of the others, and where they are saved. */
export function Done({ connection, asked, view }: DoneProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const titled = useAskedWords();
  const { sweep, resume, look, clear } = useSweep(connection.id);
  const [inviting, setInviting] = useState<string[] | null>(null);
  const again = () => void resume(view.folder, asked);
  const { result, table, sweeps } = sweep;
  return (
    <Page
      title={titled(asked)}
      lead={<AnswerLine view={view} />}
      wide
      actions={
        <Button data-testid="sweep-anew" onClick={clear}>
          {t("sweep.anew")}
        </Button>
      }
    >
      {!view.complete && <Stopped view={view} connection={connection} onMore={again} />}
      {inviting && (
        <Suspense fallback={null}>
          <BulkInvitations connectionId={connection.id} tenantIds={inviting} onClose={() => setInviting(null)} />
        </Suspense>
      )}
      <Failures
        {...{ connection, view }}
        onAgain={again}
        onHelp={(help, customers) => {
          if (help === "invite") setInviting(customers.map(({ tenantId }) => tenantId));
          else go({ screen: "customers", connectionId: connection.id });
        }}
      />
      <SavedSweep {...{ view, result, connection }} query={table} />
      {view.rows === 0 && view.succeeded > 0 && (
        <Empty
          picture={<QuietDrawing />}
          title={t("sweep.zero.title")}
          body={t("sweep.zero.body", { count: view.succeeded })}
        />
      )}
      {view.rows > 0 && result && (
        <AllRows
          {...{ connection, result, table }}
          question={asked.ready}
          revision={sweeps}
          onQuery={look}
          onAgain={again}
        />
      )}
      <Panel>
        <Disclosure title={t("sweep.each", { count: view.customers.length })}>
          <Customers customers={view.customers} of={view.customers.length} />
        </Disclosure>
      </Panel>
    </Page>
  );
}

/** How many rows from how many customers, and what it took. */
function AnswerLine({ view }: { view: SweepView }) {
  const { t } = useWords();
  const format = useFormat();
  const { rows, succeeded, failed, skipped, requests, throttled, elapsedMs } = view;
  const parts = [
    t("sweep.answer.rows", { rows: t("sweep.rows", { count: rows }), count: succeeded }),
    ...(failed > 0 ? [t("sweep.failed", { count: failed })] : []),
    ...(skipped > 0 ? [t("sweep.answer.skipped", { count: skipped })] : []),
    t("defender.calls", { count: requests }),
    ...(throttled > 0 ? [t("sweep.answer.throttled", { count: throttled })] : []),
    ...(elapsedMs < 1_000 ? [] : [format.duration(elapsedMs)]),
  ];
  return (
    <span role="status" data-testid="sweep-line" data-rows={rows}>
      {parts.join(" · ")}
    </span>
  );
}

interface StoppedProps {
  view: SweepView;
  connection: ConnectionView;
  onMore(): void;
}

/** It ended early, by the person or because something of the partner's own is wrong; it can go on. */
function Stopped({ view: { stopped, succeeded, failed, customers, skipped }, connection, onMore }: StoppedProps) {
  const { t } = useWords();
  const of = customers.length - skipped;
  return (
    <>
      {stopped && <ProblemCard report={stopped} connection={connection} onRetry={onMore} />}
      <Panel label={t("sweep.stopped.title")}>
        <p style={{ marginTop: 0 }}>
          {t("sweep.unfinished.far", { done: succeeded, count: of })}{" "}
          {t("sweep.stopped.left", { count: of - succeeded - failed })}
        </p>
        <Button appearance={stopped ? "secondary" : "primary"} data-testid="sweep-go-on" onClick={onMore}>
          {t("sweep.unfinished.go_on")}
        </Button>
      </Panel>
    </>
  );
}
