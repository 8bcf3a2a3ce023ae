import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useTask } from "../../app/task";
import { FolderOpen20Regular, Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type SavedFile, useDoor } from "../../ipc";

const useStyles = makeStyles({
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0 },
  label: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    userSelect: "all",
    minWidth: 0,
  },
});

/** Where a file was saved, and the ways to it. */
export function SavedLine({ file, connection }: { file: SavedFile; connection: ConnectionView | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { problem, run } = useTask();
  return (
    <>
      <div className={styles.line}>
        <span className={styles.label}>{t("results.saved")}</span>
        <span className={styles.path} data-testid="saved-file" title={file.path}>
          {file.path}
        </span>
        <Button size="small" icon={<Open20Regular />} onClick={() => run(() => door.openSaved(file.path))}>
          {t("results.open")}
        </Button>
        <Button size="small" icon={<FolderOpen20Regular />} onClick={() => run(() => door.openFolder())}>
          {t("results.open_folder")}
        </Button>
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </>
  );
}
