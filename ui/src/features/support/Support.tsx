import { Button, makeStyles, Spinner, Switch, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { type Route, useRoute } from "../../app/route";
import { useTask } from "../../app/task";
import { ArrowLeft20Regular, FolderOpen20Regular, Save20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { asReport, type Ids, type SavedFile, type SupportPreview, useDoor } from "../../ipc";
import { Contents } from "./Contents";
import { Reading } from "./Reading";

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(240px, 320px) minmax(0, 1fr)",
    gap: tokens.spacingHorizontalL,
    flex: "1 1 auto",
    minHeight: 0,
    "@media (max-width: 900px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  left: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, overflowY: "auto" },
  right: { display: "grid", minHeight: 0, minWidth: 0 },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  status: { ":empty": { position: "absolute" } },
  saved: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  path: { flex: "1 1 320px", minWidth: 0, overflowWrap: "anywhere" },
});

interface SupportProps {
  connectionId: string | null;
  from?: Route | undefined;
}

/** What somebody hands on who is stuck: read first, saved as it was read. */
export default function Support({ connectionId, from }: SupportProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const bundle = useBundle(connectionId);
  const { preview, ids, saved, problem } = bundle;
  const actions = (
    <>
      {from && (
        <Button icon={<ArrowLeft20Regular />} onClick={() => go(from)}>
          {t("support.back")}
        </Button>
      )}
      <Button
        appearance="primary"
        icon={<Save20Regular />}
        data-testid="support-save"
        disabledFocusable={!preview || bundle.busy}
        onClick={bundle.save}
      >
        {t("support.save")}
      </Button>
    </>
  );
  return (
    <Page title={t("support.title")} lead={t("support.lead")} actions={actions} wide full>
      {problem && <ProblemCard report={problem} onRetry={bundle.again} />}
      <Saved saved={saved} />
      {preview ? (
        <div className={styles.columns}>
          <div className={styles.left}>
            <Switch
              data-testid="support-keep-ids"
              label={t("support.keep_ids")}
              checked={ids === "kept"}
              onChange={(_, { checked }) => bundle.setIds(checked ? "kept" : "masked")}
            />
            <p className={styles.hint}>{t("support.keep_ids_hint")}</p>
            <Contents preview={preview} />
          </div>
          <div className={styles.right}>
            <Reading preview={preview} />
          </div>
        </div>
      ) : (
        !problem && <Spinner label={t("support.gathering")} />
      )}
    </Page>
  );
}

/** Where it was saved, and the way there. */
function Saved({ saved }: { saved: SavedFile | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  return (
    <>
      {opening.problem && <ProblemCard report={opening.problem} />}
      <div role="status" className={styles.status} data-testid="support-saved">
        {saved && (
          <Panel className={styles.saved}>
            <span className={styles.path}>{t("support.saved", { path: saved.path })}</span>
            <Button icon={<FolderOpen20Regular />} onClick={() => opening.run(() => door.openFolder())}>
              {t("support.folder")}
            </Button>
          </Panel>
        )}
      </div>
    </>
  );
}

/** The text that is read; another one where other ids are wanted. */
function useBundle(connectionId: string | null) {
  const door = useDoor();
  const task = useTask();
  const [ids, setIds] = useState<Ids>("masked");
  const [preview, setPreview] = useState<SupportPreview | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round gathers anew
  useEffect(() => {
    let stale = false;
    setFailed(null);
    setSaved(null);
    door.supportBundle(connectionId, ids).then(
      (made) => !stale && setPreview(made),
      (thrown) => !stale && setFailed(thrown),
    );
    return () => {
      stale = true;
    };
  }, [door, connectionId, ids, round]);
  const read = preview?.ids === ids ? preview : null;
  return {
    ids,
    setIds,
    preview,
    saved,
    busy: task.busy || read === null,
    problem: task.problem ?? (failed ? asReport(failed) : null),
    save: () => read && task.run(async () => setSaved(await door.saveSupportBundle(read.id))),
    again: () => setRound((before) => before + 1),
  };
}
