import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { CellView, Column } from "../../ipc";
import { severityOf, TONE } from "../severity";
import type { Layout } from "./layout";
import { textsOf, useResultWords } from "./words";

const useStyles = makeStyles({
  cell: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  main: { fontWeight: tokens.fontWeightSemibold },
  number: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
  soft: { color: tokens.colorNeutralForeground2 },
  dot: {
    display: "inline-block",
    width: "10px",
    height: "10px",
    borderRadius: "50%",
    marginRight: tokens.spacingHorizontalS,
  },
  more: { color: tokens.colorNeutralForeground2, marginLeft: tokens.spacingHorizontalXS },
});

interface CellProps {
  column: Column;
  value: CellView | undefined;
  layout: Layout;
  /** The moment that "12 min ago" counts from. */
  now: number;
}

/** One value, shown as its column says. */
export function Cell({ column, value, layout, now }: CellProps) {
  const styles = useStyles();
  const content = useContent(column, value, layout, now);
  const main = column.name === layout.main;
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid whose rows are placed by hand
    <div
      role="gridcell"
      tabIndex={-1}
      className={mergeClasses(
        styles.cell,
        main && styles.main,
        column.kind === "number" && styles.number,
        (column.kind === "time" || content.soft) && styles.soft,
      )}
      {...(content.title ? { title: content.title } : {})}
    >
      {content.shown}
    </div>
  );
}

interface Content {
  shown: ReactNode;
  /** The whole value, where less is shown. */
  title?: string;
  soft?: boolean;
}

function useContent(column: Column, value: CellView | undefined, layout: Layout, now: number): Content {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  const format = useFormat();
  if (column.kind === "severity") {
    const severity = severityOf(value);
    return {
      shown: (
        <>
          <span className={styles.dot} style={{ backgroundColor: TONE[severity] }} />
          {t(`defender.severity.${severity}`)}
        </>
      ),
    };
  }
  const texts = textsOf(value).map((text) => words.value(column.name, text));
  const [first] = texts;
  if (first === undefined) {
    return { shown: words.nothing(column.name), soft: true };
  }
  if (column.kind === "time" && typeof value === "string") {
    if (layout.exact) return { shown: format.instant(value), title: value };
    return { shown: format.ago(value, now), title: format.moment(value) };
  }
  if (typeof value === "number" && !layout.exact) return { shown: format.number(value) };
  if (typeof value === "boolean") return { shown: t(value ? "defender.table.yes" : "defender.table.no") };
  if (texts.length < 2) return { shown: first, title: first };
  return {
    shown: (
      <>
        {first}
        <span className={styles.more}>+{format.number(texts.length - 1)}</span>
      </>
    ),
    title: texts.join(", "),
  };
}
