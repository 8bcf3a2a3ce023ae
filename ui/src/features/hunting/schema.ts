import type { Api, HuntingColumn, HuntingSchema, HuntingTable, Language } from "../../ipc";
import type { Schema } from "./kql/language";

/** The tables that a place answers for. */
export function tablesAt(schema: HuntingSchema, api: Api): HuntingTable[] {
  return api === "mde" ? schema.tables.filter((table) => table.endpoint) : schema.tables;
}

/** The tables as the language service wants them, with meanings in the person's language. */
export function spoken(tables: HuntingTable[], language: Language): Schema {
  return {
    tables: tables.map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => ({
        name: column.name,
        type: column.type,
        about: column.meaning?.[language] ?? "",
      })),
    })),
  };
}

/** The tables in which a text occurs, in a name or a meaning; a table that has it in its columns comes with those only. */
export function found(tables: HuntingTable[], search: string, language: Language): HuntingTable[] {
  const wanted = search.trim().toLocaleLowerCase(language);
  if (wanted === "") return tables;
  const says = ({ name, meaning }: HuntingTable | HuntingColumn) =>
    `${name} ${meaning?.[language] ?? ""}`.toLocaleLowerCase(language).includes(wanted);
  return tables.flatMap((table) => {
    if (says(table)) return [table];
    const columns = table.columns.filter(says);
    return columns.length > 0 ? [{ ...table, columns }] : [];
  });
}
