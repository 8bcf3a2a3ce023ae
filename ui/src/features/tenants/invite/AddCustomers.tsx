import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useSession } from "../../../app/session";
import { Dismiss20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import type { CustomerBrief } from "../../../ipc";
import { AddedAnswer } from "./AddedAnswer";
import { DomainsForm } from "./DomainsForm";
import { Looking } from "./Looking";
import { useAdding } from "./useAdding";
import { useDrop } from "./useDrop";

const useStyles = makeStyles({
  // Wherever on the sheet a file is let go, it is meant.
  place: { position: "relative" },
  sheet: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  head: { display: "flex", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  words: { flex: "1 1 auto", minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  lead: { margin: `${tokens.spacingVerticalXXS} 0 0`, color: tokens.colorNeutralForeground2, maxWidth: "90ch" },
  over: {
    position: "absolute",
    inset: 0,
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    padding: tokens.spacingHorizontalL,
    textAlign: "center",
    pointerEvents: "none",
    borderRadius: tokens.borderRadiusXLarge,
    border: `2px dashed ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
});

interface AddCustomersProps {
  connectionId: string;
  /** The person is finished; these are on the board now. */
  onDone(added: CustomerBrief[]): void;
  /** The person left, and nothing was added. */
  onClose(): void;
}

/** Adds customers by their domains: typed, pasted from a spreadsheet, or from a file. Brings its own sheet. */
export default function AddCustomers({ connectionId, onDone, onClose }: AddCustomersProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  const adding = useAdding(connectionId);
  const [text, setText] = useState("");
  const { busy, outcome } = adding;
  const typed = text.trim() !== "";

  const drop = useDrop((files) => void (busy || adding.addDropped(files)));
  const send = async () => {
    // Nothing that was typed is lost before it was answered.
    if (await adding.add(text)) setText((now) => (now === text ? "" : now));
  };
  const leave = () => (outcome && outcome.added.length > 0 ? onDone(outcome.added) : onClose());

  return (
    <div className={styles.place} data-testid="add-customers-sheet" {...drop.place}>
      <Panel className={styles.sheet} label={t("invitations.adding.title")}>
        <div className={styles.head}>
          <div className={styles.words}>
            <h2 className={styles.title}>{t("invitations.adding.title")}</h2>
            <p className={styles.lead}>{t("invitations.adding.lead")}</p>
          </div>
          <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={t("common.close")} onClick={leave} />
        </div>
        <DomainsForm
          {...{ busy, text }}
          answered={outcome !== null}
          onText={setText}
          onSend={() => void send()}
          onChooseFile={() => void adding.addFile()}
        />
        {busy && <Looking progress={adding.progress} onCancel={adding.cancel} />}
        {adding.problem && <ProblemCard report={adding.problem} connection={connection} />}
        {outcome && !busy && (
          <AddedAnswer key={outcome.round} {...{ adding, outcome }} primary={!typed} onLeave={leave} />
        )}
      </Panel>
      {drop.over && !busy && <div className={styles.over}>{t("invitations.adding.drop_now")}</div>}
    </div>
  );
}
