import { Button } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { useColumns } from "../../../components/columns";
import { ArrowExport20Regular } from "../../../components/icons";
import { Page } from "../../../components/Page";
import { useWords } from "../../../i18n";
import type { ConnectionView, RunView } from "../../../ipc";
import { Evidence } from "../Evidence";
import { CredentialPanel } from "./CredentialPanel";
import { Differences } from "./Differences";
import { Facts } from "./Facts";
import { Gone } from "./Gone";
import { Hints, InOrder } from "./InOrder";
import { Made } from "./Made";
import { Now } from "./Now";
import type { KeepingInHand } from "./useKeeping";
import { useReminders } from "./useReminders";

interface KeepingProps {
  connection: ConnectionView;
  run: RunView | null;
  keeping: KeepingInHand;
  /** Begins anew once everything is gone. */
  onSetUpAgain(): void;
}

/** A registration that stands: whether it is as its goal needs it, until when it works, and how to be rid of it. */
export function Keeping({ connection, run, keeping, onSetUpAgain }: KeepingProps) {
  const placed = useColumns();
  const { t } = useWords();
  const { go } = useRoute();
  const { drift, gone, renewed, doing } = keeping;
  const { id: connectionId } = connection;
  const reminder = useReminders(renewed).find((one) => one.connectionId === connectionId) ?? null;
  const urgent = reminder !== null && !drift && !renewed;
  const evidence = <Evidence connection={connection} />;
  // What the tenant tells comes first, and what was seen of it otherwise at the side.
  const alone = !drift && !run;
  if (gone) {
    return (
      <Page title={t("registration.title")}>
        <Gone run={gone} connection={connection} onSetUpAgain={onSetUpAgain} />
      </Page>
    );
  }
  return (
    <Page
      title={t("registration.title")}
      lead={t("registration.keep.lead", { domain: connection.tenantDomain })}
      actions={
        <Button
          icon={<ArrowExport20Regular />}
          onClick={() => go({ screen: "snippets", connectionId, call: { call: "register" } })}
        >
          {t("registration.make.export")}
        </Button>
      }
    >
      <Now {...{ connection, keeping, run }} urgent={urgent} />
      <div className={placed.columns}>
        <div className={placed.column}>
          {drift && drift.items.length > 0 && <Differences {...{ drift, connection, keeping }} />}
          {drift && <Hints drift={drift} />}
          {drift && <InOrder drift={drift} connection={connection} />}
          {run && <Made {...{ run, connection, keeping }} />}
          {alone && evidence}
        </div>
        <div className={placed.column}>
          <Facts connection={connection} run={run} />
          {connection.goal.context === "application" && (
            <CredentialPanel
              connection={connection}
              ends={drift?.credentialEnds ?? reminder?.endsAt ?? null}
              leading={urgent && doing === null}
              busy={doing !== null}
              onRenew={() => keeping.begin({ kind: "rotate" })}
            />
          )}
          {!alone && evidence}
        </div>
      </div>
    </Page>
  );
}
