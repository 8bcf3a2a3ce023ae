import {
  Button,
  Input,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "../../i18n";
import type { Column, TablePage, TableQuery } from "../../ipc";
import { ColumnTriple20Regular, GroupList20Regular, Search20Regular } from "../icons";
import { groups, type Layout } from "./layout";
import { groupedBy } from "./query";
import { useViews } from "./views";
import { useResultWords } from "./words";

/** How long a pause in typing is, in milliseconds, before the search begins. */
const PAUSE = 180;

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  count: { color: tokens.colorNeutralForeground2, whiteSpace: "nowrap" },
  search: { flex: "1 1 180px", maxWidth: "300px", marginLeft: "auto" },
});

interface TableBarProps {
  kind: string;
  columns: Column[];
  shown: Column[];
  layout: Layout;
  query: TableQuery;
  onQuery(query: TableQuery): void;
  counts: Pick<TablePage, "total" | "shown"> | null;
  children?: ReactNode;
}

/** What can be done with all rows at once: search, group, choose columns. */
export function TableBar({ kind, columns, shown, layout, query, onQuery, counts, children }: TableBarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const narrowed = counts !== null && counts.shown !== counts.total;
  return (
    <div className={styles.bar}>
      {children}
      <span role="status" className={styles.count} data-testid="rows-shown">
        {narrowed && t("defender.table.filtered", { shown: counts.shown, count: counts.total })}
      </span>
      <Search query={query} onQuery={onQuery} total={counts?.total ?? 0} />
      <GroupMenu {...{ columns, layout, query, onQuery }} />
      <ColumnsMenu {...{ kind, columns, shown }} />
    </div>
  );
}

/** Searches as soon as the typing pauses. */
function Search({ query, onQuery, total }: Pick<TableBarProps, "query" | "onQuery"> & { total: number }) {
  const styles = useStyles();
  const { t } = useWords();
  const asked = query.search ?? "";
  const [typed, setTyped] = useState(asked);
  // Somebody else cleared the search.
  useEffect(() => setTyped(asked), [asked]);
  useEffect(() => {
    if (typed === asked) return undefined;
    const timer = setTimeout(() => onQuery({ ...query, search: typed }), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, asked, query, onQuery]);
  const label = t("defender.table.search", { count: total });
  return (
    <Input
      type="search"
      className={styles.search}
      contentBefore={<Search20Regular />}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(_, { value }) => setTyped(value)}
    />
  );
}

function GroupMenu({
  columns,
  layout,
  query,
  onQuery,
}: Pick<TableBarProps, "columns" | "layout" | "query" | "onQuery">) {
  const { t } = useWords();
  const words = useResultWords();
  const group = query.group ?? "";
  return (
    <Menu
      checkedValues={{ group: [group] }}
      onCheckedValueChange={(_, { checkedItems }) => onQuery(groupedBy(query, checkedItems[0] || null))}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<GroupList20Regular />} appearance={group ? "outline" : "subtle"} data-testid="table-group">
          {group ? t("defender.table.grouped", { column: words.column(group) }) : t("defender.table.group")}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="group" value="">
            {t("defender.table.no_group")}
          </MenuItemRadio>
          {columns
            .filter((column) => groups(column, layout))
            .map(({ name }) => (
              <MenuItemRadio key={name} name="group" value={name}>
                {words.column(name)}
              </MenuItemRadio>
            ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function ColumnsMenu({ kind, columns, shown }: Pick<TableBarProps, "kind" | "columns" | "shown">) {
  const { t } = useWords();
  const words = useResultWords();
  const views = useViews();
  const names = shown.map(({ name }) => name);
  // The last column cannot be taken away; a new one comes at the end.
  const choose = (checked: string[]) => {
    const added = checked.filter((name) => !names.includes(name));
    if (checked.length > 0) views.choose(kind, [...names.filter((name) => checked.includes(name)), ...added]);
  };
  return (
    <Menu checkedValues={{ columns: names }} onCheckedValueChange={(_, { checkedItems }) => choose(checkedItems)}>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ColumnTriple20Regular />} appearance="subtle" data-testid="table-columns">
          {t("defender.table.columns")}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {columns.map(({ name }) => (
            <MenuItemCheckbox key={name} name="columns" value={name}>
              {words.column(name)}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem onClick={() => views.choose(kind, null)}>{t("defender.table.usual_columns")}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
