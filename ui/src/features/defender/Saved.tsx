import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { usePreferences } from "../../app/preferences";
import { useTask } from "../../app/task";
import { FolderOpen20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type ResultView, useDoor } from "../../ipc";
import type { ListKind } from "./kinds";
import { useReadings } from "./reading";

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0, flexShrink: 0 },
  label: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    userSelect: "all",
  },
  kept: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalS },
  failed: { flexShrink: 0 },
});

/** Where the file is; or, when it could not be written, how to save after all. Nothing is lost meanwhile. */
export function Saved({ view, kind, connection }: { view: ResultView; kind: ListKind; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { preferences, adopt } = usePreferences();
  const { saved } = useReadings();
  const { busy, problem, run } = useTask();
  const write = async () => saved(connection.id, kind, await door.saveResult(view.resultId, "json", null));
  const again = () => run(write);
  const elsewhere = () =>
    run(async () => {
      const chosen = await door.chooseFolder();
      if (chosen.folder === preferences.folder) return;
      adopt(chosen);
      await write();
    });
  if (view.saveProblem) {
    return (
      <div className={styles.failed}>
        <ProblemCard
          report={{ ...(problem ?? view.saveProblem), remedy: "none", retryable: false }}
          connection={connection}
        />
        <div className={styles.actions}>
          <Button appearance="primary" disabled={busy} onClick={elsewhere}>
            {t("results.choose_folder")}
          </Button>
          <Button disabled={busy} onClick={again}>
            {t(busy ? "results.saving" : "results.save_again")}
          </Button>
        </div>
      </div>
    );
  }
  if (!view.saved) return null;
  return (
    <>
      <div className={styles.line}>
        <span className={styles.label}>{t("results.saved")}</span>
        <span className={styles.path} data-testid="saved-path" title={view.saved.path}>
          {view.saved.path}
        </span>
        <Button
          size="small"
          icon={<FolderOpen20Regular />}
          data-testid="open-folder"
          style={{ flexShrink: 0 }}
          onClick={() => run(() => door.openFolder())}
        >
          {t("results.open_folder")}
        </Button>
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </>
  );
}
