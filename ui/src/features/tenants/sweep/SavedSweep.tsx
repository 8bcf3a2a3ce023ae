import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { fileName } from "../../../app/StatusLine";
import { useTask } from "../../../app/task";
import { FolderOpen20Regular, Open20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type ConnectionView, type ResultView, type SweepView, type TableQuery, useDoor } from "../../../ipc";
import { SaveMenu } from "../../results/SaveMenu";

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

interface SavedSweepProps {
  view: SweepView;
  /** The rows in hand; null where they are no longer held. */
  result: ResultView | null;
  /** What the table shows now. */
  query: TableQuery;
  connection: ConnectionView;
}

/** The folder of a sweep: a file for each customer, and one of all together. */
export function SavedSweep({ view, result, query, connection }: SavedSweepProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { problem, run } = useTask();
  const { folder, files, customers, complete } = view;
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
          // Where the sweep can go on, that comes first.
          appearance={complete ? "primary" : "secondary"}
          icon={<FolderOpen20Regular />}
          data-testid="sweep-open-folder"
          onClick={() => run(() => door.openSaved(folder))}
        >
          {t("results.open_folder")}
        </Button>
        {result && result.rows > 0 && <SaveMenu {...{ result, query, connection }} several />}
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </Panel>
  );
}
