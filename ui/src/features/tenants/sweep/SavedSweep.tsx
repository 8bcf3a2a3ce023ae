import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { fileName } from "../../../app/StatusLine";
import { useTask } from "../../../app/task";
import { FolderOpen20Regular, Open20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type ConnectionView, type SweepView, useDoor } from "../../../ipc";

const useStyles = makeStyles({
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { flex: "1 1 320px", minWidth: 0 },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
    userSelect: "all",
  },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** The folder of a sweep: a file for each customer, and one of all together. */
export function SavedSweep({ view, connection }: { view: SweepView; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { problem, run } = useTask();
  const { folder, files, customers } = view;
  const written = customers.filter(({ file }) => file !== null).length;
  return (
    <Panel label={t("sweep.files.title")}>
      <div className={styles.line}>
        <div className={styles.words}>
          <div>{t("sweep.files.each", { count: written })}</div>
          <span className={styles.soft}>{t("results.saved")}</span>{" "}
          <span className={styles.path} data-testid="sweep-folder">
            {folder}
          </span>
        </div>
        {files.map(({ path }) => (
          <Button key={path} icon={<Open20Regular />} onClick={() => run(() => door.openSaved(path))}>
            {fileName(path)}
          </Button>
        ))}
        <Button
          icon={<FolderOpen20Regular />}
          data-testid="sweep-open-folder"
          onClick={() => run(() => door.openSaved(folder))}
        >
          {t("results.open_folder")}
        </Button>
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </Panel>
  );
}
