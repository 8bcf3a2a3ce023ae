import { Checkbox, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { ProblemCard } from "../../components/ProblemCard";
import { SidePanel } from "../../components/SidePanel";
import { useWords } from "../../i18n";
import type { BoardView, ConnectionView, WantedView } from "../../ipc";
import { ConsentAgain } from "./invite/ConsentAgain";
import { useWanted } from "./useWanted";

const useStyles = makeStyles({
  lead: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
  group: { minWidth: 0 },
  api: { padding: 0, marginTop: tokens.spacingVerticalS, fontWeight: tokens.fontWeightSemibold },
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
  const { wantable, again, problem, choose } = useWanted(connection.id, board, onBoard);
  // What the connection was set up for stands first, and so does its API.
  const [own] = board.wanted;
  const apis = [...new Set([connection.goal.api, ...(wantable ?? []).map(({ api }) => api)])];
  const consequence = useRef<HTMLDivElement>(null);
  const concerned = again?.customers.length ?? 0;
  // What a choice means for the customers is below a long list, and must be seen.
  useEffect(() => {
    if (concerned > 0) consequence.current?.scrollIntoView?.({ block: "nearest" });
  }, [concerned]);
  return (
    <SidePanel testId="wanted-panel" wide top={connection.name} title={t("tenants.wanted.title")} onClose={onClose}>
      <p className={styles.lead}>{t("tenants.wanted.lead")}</p>
      {problem && <ProblemCard report={problem} connection={connection} />}
      {!wantable && !problem && <Spinner delay={300} />}
      {apis.map((api) => (
        <fieldset key={api} className={styles.group} style={{ border: "none", margin: 0, padding: 0 }}>
          <legend className={styles.api}>{t(`common.api.${api}`)}</legend>
          {(wantable ?? []).map(
            (one) =>
              one.api === api && (
                <Checkbox
                  key={one.permission}
                  className={styles.choice}
                  // The connection was set up for this one: without it there is nothing to ask.
                  disabled={isSame(one, own)}
                  checked={board.wanted.some((wanted) => isSame(wanted, one))}
                  onChange={(_, { checked }) => choose(one, checked === true)}
                  label={
                    <>
                      {t(`tenants.purpose.${one.purpose}`)}
                      <span className={styles.permission}>{one.permission}</span>
                    </>
                  }
                />
              ),
          )}
        </fieldset>
      ))}
      <div ref={consequence}>{again && <ConsentAgain {...{ connection, again, onInvite }} />}</div>
    </SidePanel>
  );
}

/** Two purposes may need the same: Defender for Endpoint reads alerts by either name. */
function isSame(one: WantedView, other: WantedView | undefined): boolean {
  return one.api === other?.api && one.permission === other.permission;
}
