import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { atCustomer } from "../../../app/customer";
import { useTask } from "../../../app/task";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import {
  type ChangePreview,
  type ConnectionView,
  type CustomerView,
  type IncidentDetails,
  useDoor,
} from "../../../ipc";
import { ChangeFields } from "./ChangeFields";
import { ChangeShown } from "./ChangeShown";
import { asIs, changeOf, changesSomething } from "./changes";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, outline: "none" },
  about: { margin: `${tokens.spacingVerticalXXS} 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalM },
  problem: { marginTop: tokens.spacingVerticalM },
});

interface ChangePanelProps {
  connection: ConnectionView;
  /** Whose incident it is, where it is not the connection's own. */
  customer: CustomerView | null;
  details: IncidentDetails;
  onClose(): void;
  onChanged(details: IncidentDetails): void;
}

/** Changes an incident: first what is wanted, then exactly what would be sent, and only then is it sent. */
export function ChangePanel({ connection, customer, details, onClose, onChanged }: ChangePanelProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [wanted, setWanted] = useState(() => asIs(details));
  const [preview, setPreview] = useState<ChangePreview | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown next is read from its begin
  useEffect(() => heading.current?.focus(), [preview]);
  const change = changeOf(wanted, details);
  const tenantId = customer?.tenantId ?? null;
  const show = () => run(async () => setPreview(await door.previewChange(connection.id, tenantId, details.id, change)));
  const send = () =>
    run(async () => {
      onChanged(await door.applyChange(connection.id, tenantId, details.id, change));
      onClose();
    });
  return (
    <Panel label={t("defender.change.title")}>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {t(preview ? "defender.change.shown" : "defender.change.title")}
      </h2>
      <p className={styles.about}>{t(preview ? "defender.change.shown_about" : "defender.change.about")}</p>
      {preview ? <ChangeShown preview={preview} /> : <ChangeFields {...{ connection, wanted }} onWanted={setWanted} />}
      {problem && (
        <div className={styles.problem}>
          <ProblemCard report={problem} connection={atCustomer(connection, customer)} onRetry={preview ? send : show} />
        </div>
      )}
      <div className={styles.actions}>
        {preview ? (
          <>
            <Button
              appearance="primary"
              data-testid="change-send"
              disabled={busy || preview.calls.length === 0}
              onClick={send}
            >
              {t(busy ? "defender.change.sending" : "defender.change.send")}
            </Button>
            <Button disabled={busy} onClick={() => setPreview(null)}>
              {t("defender.change.edit")}
            </Button>
          </>
        ) : (
          <Button
            appearance="primary"
            data-testid="change-show"
            disabled={busy || !changesSomething(change)}
            onClick={show}
          >
            {t("defender.change.show")}
          </Button>
        )}
        <Button appearance="subtle" disabled={busy} onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </Panel>
  );
}
