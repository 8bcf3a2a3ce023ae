import { Input, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useDeferredValue, useMemo, useState } from "react";
import { Disclosure } from "../../components/Disclosure";
import { Search20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Api, HuntingColumn, HuntingSchema, HuntingTable } from "../../ipc";
import { found, tablesAt } from "./schema";

const useStyles = makeStyles({
  search: { width: "100%" },
  list: { listStyleType: "none", margin: `${tokens.spacingVerticalS} 0`, padding: 0 },
  table: { padding: "1px 0" },
  about: { margin: "2px 0", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  columns: { listStyleType: "none", margin: `0 0 ${tokens.spacingVerticalS}`, padding: "0 0 0 14px" },
  name: {
    display: "flex",
    alignItems: "baseline",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    padding: `1px ${tokens.spacingHorizontalXS}`,
    border: "none",
    borderRadius: tokens.borderRadiusSmall,
    background: "none",
    font: "inherit",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    textAlign: "left",
    overflowWrap: "anywhere",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  whole: { color: tokens.colorBrandForeground1 },
  type: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface TablesProps {
  schema: HuntingSchema;
  api: Api;
  onInsert(name: string): void;
}

/** Every table with its columns and what they mean; a press writes the name into the query. */
export function Tables({ schema, api, onInsert }: TablesProps) {
  const styles = useStyles();
  const { t, language } = useWords();
  const format = useFormat();
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search);
  const tables = useMemo(() => found(tablesAt(schema, api), wanted, language), [schema, api, wanted, language]);
  return (
    <>
      <Input
        type="search"
        className={styles.search}
        contentBefore={<Search20Regular />}
        aria-label={t("hunting.tables.search")}
        placeholder={t("hunting.tables.search")}
        data-testid="tables-search"
        value={search}
        onChange={(_, { value }) => setSearch(value)}
      />
      {tables.length === 0 ? (
        <p className={styles.about} role="status">
          {t("hunting.tables.none")}
        </p>
      ) : (
        <ul className={styles.list}>
          {tables.map((table) => (
            <li key={table.name} className={styles.table}>
              <TableOf table={table} onInsert={onInsert} />
            </li>
          ))}
        </ul>
      )}
      <p className={styles.soft}>{t("hunting.tables.as_of", { date: format.date(`${schema.asOf}T12:00:00`) })}</p>
    </>
  );
}

/** One table, folded until its columns are asked for. */
function TableOf({ table, onInsert }: { table: HuntingTable; onInsert(name: string): void }) {
  const styles = useStyles();
  const { t, language } = useWords();
  const { name, meaning, columns } = table;
  return (
    <Disclosure title={name}>
      <p className={styles.about}>
        {meaning[language]} · {t("hunting.tables.columns", { count: columns.length })}
      </p>
      <ul className={styles.columns}>
        <li>
          <Name name={name} whole onInsert={onInsert} />
        </li>
        {columns.map((column) => (
          <li key={column.name}>
            <Name name={column.name} column={column} onInsert={onInsert} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

interface NameProps {
  name: string;
  column?: HuntingColumn;
  whole?: boolean;
  onInsert(name: string): void;
}

function Name({ name, column, whole = false, onInsert }: NameProps) {
  const styles = useStyles();
  const { t, language } = useWords();
  const meaning = column?.meaning?.[language];
  const does = t("hunting.tables.insert", { name });
  return (
    <button
      type="button"
      className={mergeClasses(styles.name, whole && styles.whole)}
      data-testid={`insert-${name}`}
      title={meaning ?? does}
      aria-label={meaning ? `${does}. ${meaning}` : does}
      onClick={() => onInsert(name)}
    >
      {whole ? does : name}
      {column && <span className={styles.type}>{column.type}</span>}
    </button>
  );
}
