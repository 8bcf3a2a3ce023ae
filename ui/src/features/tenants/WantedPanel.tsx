import { Checkbox, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { ProblemCard } from "../../components/ProblemCard";
import { SidePanel } from "../../components/SidePanel";
import { useWords } from "../../i18n";
import type { BoardView, ConnectionView, WantedView } from "../../ipc";
import { ConsentAgain } from "./invite/ConsentAgain";
import { useWanted } from "./useWanted";

const useStyles = makeStyles({
  lead: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
  group: { border: "none", margin: 0, padding: 0 },
  choice: { display: "flex", alignItems: "flex-start" },
  permission: { display: "block", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface WantedPanelProps {
  connection: ConnectionView;
  board: BoardView;
  onBoard(board: BoardView): void;
  onInvite(tenantIds: string[]): void;
  onClose(): void;
}

/** What the partner wants to do at every customer, and who has to consent again because of it. */
export function WantedPanel({ connection, board, onBoard, onInvite, onClose }: WantedPanelProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { wantable, again, busy, problem, choose } = useWanted(connection.id, board, onBoard);
  const { goal } = connection;
  const isOwn = ({ api, purpose }: WantedView) => api === goal.api && purpose === (goal.purpose ?? "incidents");
  return (
    <SidePanel testId="wanted-panel" wide top={connection.name} title={t("tenants.wanted.title")} onClose={onClose}>
      <p className={styles.lead}>{t("tenants.wanted.lead")}</p>
      {problem && <ProblemCard report={problem} connection={connection} />}
      {!wantable && !problem && <Spinner delay={300} />}
      <fieldset className={styles.group} style={{ border: "none", margin: 0, padding: 0 }}>
        <legend hidden>{t("tenants.wanted.title")}</legend>
        {(wantable ?? []).map((one) => (
          <Checkbox
            key={`${one.api} ${one.purpose}`}
            className={styles.choice}
            // The connection was set up for this one: without it there is nothing to ask.
            disabled={busy || isOwn(one)}
            checked={isOwn(one) || board.wanted.some((wanted) => isSame(wanted, one))}
            onChange={(_, { checked }) => choose(one, checked === true)}
            label={
              <>
                {t(`tenants.purpose.${one.purpose}`)}
                <span className={styles.permission}>
                  {one.permission} · {t(`common.api.${one.api}`)}
                </span>
              </>
            }
          />
        ))}
      </fieldset>
      {again && again.customers.length > 0 && <ConsentAgain {...{ connection, again, onInvite }} />}
    </SidePanel>
  );
}

function isSame(a: Pick<WantedView, "api" | "purpose">, b: Pick<WantedView, "api" | "purpose">): boolean {
  return a.api === b.api && a.purpose === b.purpose;
}
