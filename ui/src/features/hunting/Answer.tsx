import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { QuietDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Panel } from "../../components/Panel";
import { AS_IT_CAME } from "../../components/table/layout";
import { WHOLE } from "../../components/table/query";
import { ResultTable } from "../../components/table/ResultTable";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ConnectionView, HuntView, TableQuery } from "../../ipc";
import { SaveMenu } from "../results/SaveMenu";
import { UseElsewhere } from "../snippets/UseElsewhere";
import { AnswerChart, ChartChoice, telling } from "./AnswerChart";
import { Limits } from "./Limits";

const useStyles = makeStyles({
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
  },
  reached: { color: tokens.colorPaletteDarkOrangeForeground1 },
  sheet: { display: "flex", flexDirection: "column", flex: "1 0 auto", height: "320px", padding: 0 },
});

interface AnswerProps {
  view: HuntView;
  /** The query that brought it. */
  text: string;
  connection: ConnectionView;
  /** It comes from the tenant of a customer: a script of the connection would ask another one. */
  elsewhere: boolean;
  /** Which answer this is: the same result id has other rows each time. */
  answers: number;
  /** Asks the query once more. */
  onAgain(): void;
  /** Looks as far back as possible, where that is further. */
  onFurther: (() => void) | undefined;
}

/** What a query brought: how much, as a chart and as a table. */
export function Answer({ view, text, connection, elsewhere, answers, onAgain, onFurther }: AnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const [query, setQuery] = useState<TableQuery>(WHOLE);
  const [drawn, setDrawn] = useState(() => telling(view.columns)?.name ?? "");
  const { resultId, columns, rows, limits } = view;
  const line = t("hunting.result.line", {
    rows: t("hunting.result.rows", { count: rows }),
    api: t(`common.api.${view.api}`),
    seconds: format.number(Math.round(view.elapsedMs / 100) / 10),
  });
  const column = columns.find(({ name }) => name === drawn);
  return (
    <>
      <div className={styles.line}>
        <span role="status" data-testid="hunt-rows" data-count={rows}>
          {line}
        </span>
        {limits.rowsReached && (
          <span className={styles.reached}>{t("hunting.result.reached", { rows: limits.rows })}</span>
        )}
        {rows > 0 && <ChartChoice columns={columns} name={drawn} onName={setDrawn} />}
        {!elsewhere && <UseElsewhere connectionId={connection.id} call={{ call: "hunting", text }} />}
      </div>
      {rows > 0 && <SaveMenu result={view} query={query} connection={connection} />}
      {rows === 0 ? (
        <Empty picture={<QuietDrawing />} title={t("hunting.result.zero_title")} body={t("hunting.result.zero_body")}>
          {onFurther && <Button onClick={onFurther}>{t("hunting.result.zero_span")}</Button>}
        </Empty>
      ) : (
        <>
          {column && (
            <AnswerChart
              charted={{ resultId, query, revision: answers }}
              columns={columns}
              column={column}
              onQuery={setQuery}
            />
          )}
          <Panel className={styles.sheet} label={t("hunting.result.label")}>
            <ResultTable
              resultId={resultId}
              kind={`hunting ${columns.map(({ name }) => name).join(" ")}`}
              columns={columns}
              layout={AS_IT_CAME}
              query={query}
              onQuery={setQuery}
              label={t("hunting.result.label")}
              revision={answers}
              onGone={onAgain}
            />
          </Panel>
        </>
      )}
      <Limits limits={limits} />
    </>
  );
}
