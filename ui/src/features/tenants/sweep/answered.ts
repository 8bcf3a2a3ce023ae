import { AS_IT_CAME, type Layout } from "../../../components/table/layout";
import { WHOLE } from "../../../components/table/query";
import type { ResultView, TableQuery } from "../../../ipc";
import { FACTS, isList } from "../../defender/kinds";

/** The column that says whose row it is. */
export const CUSTOMER = "customer";

/** Columns that give way to the customer; they are behind the row, and can be chosen. */
const LESS = ["devices", "tags"];

/** How the rows of all customers are looked at. */
interface Answered {
  layout: Layout;
  /** The column of the chart over time; null where nothing has a time. */
  time: string | null;
  /** The columns whose values are drawn as bars. */
  facets: string[];
  /** The order of the rows before somebody sorts. */
  order: TableQuery;
}

/** Rows of all customers are shown like those of one, with the customer first. */
export function answered({ kind, columns }: ResultView): Answered {
  if (kind === "score") {
    const layout = { main: CUSTOMER, shown: null, exact: false };
    const order = { sort: { column: "exposure_score", descending: true } };
    return { layout, time: null, facets: ["exposure"], order };
  }
  if (!isList(kind)) {
    const time = columns.find((column) => column.kind === "time")?.name ?? null;
    return { layout: AS_IT_CAME, time, facets: [CUSTOMER], order: WHOLE };
  }
  const { layout, time, facets, order } = FACTS[kind];
  return {
    layout: { ...layout, shown: layout.shown && [CUSTOMER, ...layout.shown.filter((name) => !LESS.includes(name))] },
    time,
    facets: [CUSTOMER, facets[0]],
    order,
  };
}
