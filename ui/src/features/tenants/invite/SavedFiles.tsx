import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useTask } from "../../../app/task";
import { FolderOpen20Regular } from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type ConnectionView, type SavedFile, useDoor } from "../../../ipc";
import { SavedLine } from "../../results/SavedLine";

const useStyles = makeStyles({
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0 },
  folder: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
    userSelect: "all",
    minWidth: 0,
  },
});

/** Files that were written together: one with its path, several by their number and their folder. */
export function SavedFiles({ files, connection }: { files: SavedFile[]; connection: ConnectionView | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { problem, run } = useTask();
  const [first, ...others] = files;
  if (!first) return null;
  if (others.length === 0) return <SavedLine file={first} connection={connection} />;
  return (
    <>
      <div className={styles.line} data-testid="saved-files">
        <span>{t("invitations.files", { count: files.length })}</span>
        <span className={styles.folder}>{folderOf(first.path)}</span>
        <Button size="small" icon={<FolderOpen20Regular />} onClick={() => run(() => door.openFolder())}>
          {t("results.open_folder")}
        </Button>
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </>
  );
}

/** Everything before the last part of a path, of any system. */
function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}
