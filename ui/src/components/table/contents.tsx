import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { CellView, Column, Severity } from "../../ipc";
import { SeverityDot } from "../SeverityWord";
import { severityOf } from "../severity";
import type { Layout } from "./layout";
import { textsOf, useResultWords } from "./words";

const useStyles = makeStyles({
  more: { color: tokens.colorNeutralForeground2, marginLeft: tokens.spacingHorizontalXS },
});

/** What a cell shows. */
export interface Content {
  shown: ReactNode;
  /** The whole value, where less is shown. */
  title?: string;
  /** Says little: nothing, or a time. */
  soft?: boolean;
}

export type Contents = (column: Column, value: CellView | undefined) => Content;

/**
 * How values are shown. One for a whole table: thousands of cells pass by while somebody scrolls, and none of them should
 * look for words by itself. `now` is the moment that "12 min ago" counts from.
 */
export function useContents({ exact }: Layout, now: number): Contents {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  const format = useFormat();
  return useMemo<Contents>(() => {
    const time = (value: string): Content =>
      exact
        ? { shown: format.instant(value), title: value, soft: true }
        : { shown: format.ago(value, now), title: format.moment(value), soft: true };
    const severity = (of: Severity): Content => ({
      shown: (
        <>
          <SeverityDot severity={of} />
          {t(`defender.severity.${of}`)}
        </>
      ),
    });
    const list = (texts: string[]): Content => ({
      shown: (
        <>
          {texts[0]}
          <span className={styles.more}>+{format.number(texts.length - 1)}</span>
        </>
      ),
      title: texts.join(", "),
    });
    return ({ name, kind }, value) => {
      if (value === null || value === undefined) return { shown: words.nothing(name), soft: true };
      if (kind === "severity") return severity(severityOf(value));
      if (kind === "time" && typeof value === "string") return time(value);
      if (typeof value === "number" && !exact) return { shown: format.number(value) };
      if (typeof value === "boolean") return { shown: t(value ? "defender.table.yes" : "defender.table.no") };
      const texts = textsOf(value).map((text) => words.value(name, text));
      if (texts.length > 1) return list(texts);
      const [text] = texts;
      return text ? { shown: text, title: text } : { shown: words.nothing(name), soft: true };
    };
  }, [exact, now, styles, t, words, format]);
}
