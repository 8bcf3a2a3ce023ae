import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { FilterNote, ResultView } from "../../ipc";

/** How many, since when, who filtered, and what it cost. */
export function AnswerLine({ view }: { view: ResultView }) {
  const { t } = useWords();
  const format = useFormat();
  const filtered = useFilterWords();
  const parts = [
    view.since
      ? t("defender.line.since", { count: view.rows, since: format.moment(view.since) })
      : t("defender.line.rows", { count: view.rows }),
    ...filtered(view.filter),
    t("defender.calls", { count: view.requests }),
  ];
  return (
    <span data-testid="result-count" data-count={view.rows} role="status" title={view.filter.sent}>
      {parts.join(" · ")}
    </span>
  );
}

/** Who filtered, and what Handrail had to leave out because the API does not. */
function useFilterWords(): (filter: FilterNote) => string[] {
  const { t } = useWords();
  const format = useFormat();
  return ({ sent, appliedBy, locally, leftOut }) => {
    const fields = format.list([...new Set(locally.map(({ field }) => t(`defender.field.${field}`)))]);
    return [
      ...(sent === "" ? [] : [t("defender.line.filtered", { by: t(`defender.by.${appliedBy}`) })]),
      ...(leftOut > 0 && fields ? [t("defender.locally", { count: leftOut, fields })] : []),
    ];
  };
}
