import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRoute } from "../../app/route";
import { healthOf } from "../../app/session";
import { CheckmarkCircle24Filled } from "../../components/icons";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { Spoken } from "../../components/Spoken";
import { StepHeading } from "../../components/StepHeading";
import { useWords } from "../../i18n";
import type { Checklist, ConnectionView, StepId } from "../../ipc";
import { hasBoard } from "../tenants/partner";
import { EvidenceButton, EvidenceWritten, useEvidenceReport } from "./EvidenceReport";
import { HostPicker } from "./HostPicker";
import { StepDetail, toAnswer } from "./StepDetail";
import { StepList } from "./StepList";
import { useChecklist } from "./useChecklist";

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "300px minmax(0, 1fr)",
    gap: tokens.spacingHorizontalL,
    alignItems: "start",
    "@media (max-width: 1000px)": { gridTemplateColumns: "232px minmax(0, 1fr)" },
  },
  detail: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  done: { display: "flex", gap: tokens.spacingHorizontalM },
  good: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  ways: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  doneTitle: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase400 },
});

/** The steps of one connection, the proof under each, and the one that needs the person. */
export default function ChecklistScreen({ connectionId, step }: { connectionId: string; step?: StepId }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const inHand = useChecklist(connectionId, step ?? null);
  const { checklist, selected, problem, busy } = inHand;
  const report = useEvidenceReport(connectionId);
  /** Pages opened so far: what to press next depends on it. */
  const [opened, setOpened] = useState<ReadonlySet<StepId>>(new Set());
  const health = checklist && healthOf(checklist);
  const shown = checklist?.steps.find((one) => one.id === selected);
  return (
    <Page
      title={t("checklist.title")}
      lead={checklist && <Summary checklist={checklist} />}
      actions={
        <>
          {checklist && <RegistrationLink connection={checklist.connection} />}
          {checklist && <EvidenceButton report={report} />}
          <Button onClick={() => go({ screen: "setup" })}>{t("checklist.new_connection")}</Button>
        </>
      }
    >
      {problem && (
        <ProblemCard
          report={problem}
          connection={checklist?.connection ?? null}
          onRetry={inHand.check}
          onEnterAgain={shown && toAnswer}
        />
      )}
      <EvidenceWritten report={report} connection={checklist?.connection ?? null} />
      {!checklist && busy && <Spinner label={t("common.loading")} delay={300} />}
      {checklist && health && (
        <div className={styles.columns}>
          <StepList checklist={checklist} selected={selected} onSelect={inHand.select} />
          <div className={styles.detail}>
            {checklist.current === null && <Done connection={checklist.connection} />}
            {shown && (
              <StepDetail
                key={shown.id}
                step={shown}
                inHand={inHand}
                checklist={checklist}
                opened={opened.has(shown.id)}
                onOpened={() => setOpened((known) => new Set(known).add(shown.id))}
              />
            )}
            {(checklist.current === null || shown?.id === "incidents") && (
              <HostPicker connection={checklist.connection} />
            )}
          </div>
          <Spoken>{busy ? "" : t("checklist.checked", { proved: health.proved, total: health.total })}</Spoken>
        </div>
      )}
    </Page>
  );
}

/** The way to have all of this done, and once something is registered, to look after it. */
function RegistrationLink({ connection }: { connection: ConnectionView }) {
  const { t } = useWords();
  const { go } = useRoute();
  return (
    <Button
      appearance="subtle"
      data-testid="open-registration"
      onClick={() => go({ screen: "registration", connectionId: connection.id })}
    >
      {t(connection.clientId ? "registration.offer.look_after" : "registration.offer.here")}
    </Button>
  );
}

function Summary({ checklist }: { checklist: Checklist }) {
  const { t } = useWords();
  const { connection } = checklist;
  const { proved, total } = healthOf(checklist);
  const { context, tenancy, api } = connection.goal;
  const who = tenancy === "customers" ? "customers" : api === "mde" ? (`${context}_alerts` as const) : context;
  return [t(`checklist.summary.${who}`), connection.tenantDomain, t("checklist.proved", { proved, total })].join(" · ");
}

function Done({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const partner = hasBoard(connection);
  return (
    <Panel className={styles.done}>
      <CheckmarkCircle24Filled className={styles.good} />
      <div>
        <StepHeading className={styles.doneTitle}>{t("checklist.done.title")}</StepHeading>
        <p>{t("checklist.done.body")}</p>
        <div className={styles.ways}>
          {partner && (
            <Button
              appearance="primary"
              data-testid="open-board"
              onClick={() => go({ screen: "customers", connectionId: connection.id })}
            >
              {t("tenants.home.open")}
            </Button>
          )}
          <Button
            appearance={partner ? "secondary" : "primary"}
            data-testid="see-incidents"
            onClick={() => go({ screen: "incidents", connectionId: connection.id, read: true })}
          >
            {t(connection.goal.api === "mde" ? "checklist.done.see_alerts" : "checklist.done.see")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
