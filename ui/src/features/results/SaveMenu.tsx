import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { ChevronDown16Regular, Save20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { cleared, isNarrowed } from "../../components/table/query";
import { useWords } from "../../i18n";
import {
  type ConnectionView,
  type ResultFormat,
  type ResultView,
  type SavedFile,
  type TableQuery,
  useDoor,
} from "../../ipc";
import { SavedLine } from "./SavedLine";

export const FORMATS = ["xlsx", "csv", "json", "ndjson"] as const satisfies readonly ResultFormat[];

const useStyles = makeStyles({
  // A line of its own below whatever stands beside the buttons.
  outcome: { width: "100%", minWidth: 0 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** What has to be known of a result for that. */
type Saveable = Pick<ResultView, "resultId" | "kind" | "rows">;

/** Kinds whose rows tell no story of a tenant. */
const WITHOUT_BRIEF: readonly Saveable["kind"][] = ["hunting", "customers", "score"];

interface SaveMenuProps {
  result: Saveable;
  /** What the table shows now. */
  query: TableQuery;
  connection: ConnectionView;
  /** The rows are of several tenants, whose stories no single page tells. */
  several?: boolean;
}

/** Takes a result away: the brief with one click, where its rows tell a story, and its rows in four formats, all of them or those shown. */
export function SaveMenu({ result, query, connection, several = false }: SaveMenuProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const save = (write: () => Promise<SavedFile>) =>
    run(async () => {
      setSaved(null);
      setSaved(await write());
    });
  const { resultId } = result;
  return (
    <>
      <div className={styles.buttons}>
        {!several && !WITHOUT_BRIEF.includes(result.kind) && (
          <Button
            appearance="primary"
            icon={<Save20Regular />}
            disabled={busy}
            data-testid="save-brief"
            onClick={() => save(() => door.saveBrief(resultId))}
          >
            {t(busy ? "results.saving" : "results.brief.save")}
          </Button>
        )}
        <RowsMenu
          {...{ result, query, busy }}
          onSave={(format, shown) => save(() => door.saveResult(resultId, format, shown))}
        />
      </div>
      <div role="status" className={styles.outcome}>
        {saved && <SavedLine file={saved} connection={connection} />}
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
    </>
  );
}

interface RowsMenuProps {
  result: Saveable;
  query: TableQuery;
  busy: boolean;
  onSave(format: ResultFormat, shown: TableQuery | null): void;
}

/** The rows as files. What is saved is said first; where nothing hides rows, there is nothing to choose. */
function RowsMenu({ result, query, busy, onSave }: RowsMenuProps) {
  const { t } = useWords();
  const door = useDoor();
  const [shown, setShown] = useState(0);
  const [which, setWhich] = useState("shown");
  const narrowed = isNarrowed(query);
  const count = async () => setShown((await door.tablePage(result.resultId, query, 0, 0)).shown);
  // Sorted rows are saved as they are sorted, also when all of them are.
  const asShown = narrowed && which === "all" ? cleared(query) : query;
  return (
    <Menu
      checkedValues={{ rows: [which] }}
      onCheckedValueChange={(_, { checkedItems }) => setWhich(checkedItems[0] ?? "shown")}
      onOpenChange={(_, { open }) => void (open && narrowed && count().catch(() => setShown(0)))}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button disabled={busy} icon={<ChevronDown16Regular />} iconPosition="after" data-testid="save-rows">
          {t("results.save_rows")}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {narrowed && (
            <MenuGroup>
              <MenuItemRadio name="rows" value="shown" persistOnClick>
                {t("results.rows_shown", { count: shown })}
              </MenuItemRadio>
              <MenuItemRadio name="rows" value="all" persistOnClick>
                {t("results.rows_all", { count: result.rows })}
              </MenuItemRadio>
              <MenuDivider />
            </MenuGroup>
          )}
          <MenuGroup>
            {!narrowed && <MenuGroupHeader>{t("results.rows_all", { count: result.rows })}</MenuGroupHeader>}
            {FORMATS.map((format) => (
              <MenuItem key={format} secondaryContent={`.${format}`} onClick={() => onSave(format, asShown)}>
                {t(`results.format.${format}`)}
              </MenuItem>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
