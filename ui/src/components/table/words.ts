import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { CellView } from "../../ipc";

export interface ResultWords {
  /** The heading of a column: words for ours, and the service's own name for those of a hunting query. */
  column(name: string): string;
  /** A value in words where it is one of a closed list; the empty text stands for no value. */
  value(column: string, text: string): string;
  /** What stands in a cell without a value: "Nobody" where that says something, else nothing. */
  nothing(column: string): string;
}

/** Names of columns and of values. */
export function useResultWords(): ResultWords {
  const { t, has } = useWords();
  return useMemo(() => {
    const nothing = (column: string) => {
      const key = `defender.nothing.${column}`;
      return has(key) ? t(key) : "";
    };
    return {
      column: (name) => {
        const key = `defender.columns.${name}`;
        return has(key) ? t(key) : name;
      },
      nothing,
      value: (column, text) => {
        if (text === "") return nothing(column) || t("defender.table.empty");
        const key = `defender.values.${column}.${text}`;
        return /^[\w-]+$/.test(text) && has(key) ? t(key) : text;
      },
    };
  }, [t, has]);
}

/** The texts of a value, one by one. */
export function textsOf(value: CellView | undefined): string[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [String(value)];
}
