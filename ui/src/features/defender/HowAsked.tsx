import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ResultView } from "../../ipc";

/** How many, since when, who filtered, and what it cost. */
export function HowAsked({ view }: { view: ResultView }) {
  const { t } = useWords();
  const format = useFormat();
  const parts = [
    view.since
      ? t("defender.line.since", { count: view.rows, since: format.moment(view.since) })
      : t("defender.line.rows", { count: view.rows }),
    ...(view.filter.sent === ""
      ? []
      : [t("defender.line.filtered", { by: t(`defender.by.${view.filter.appliedBy}`) })]),
    t("defender.calls", { count: view.requests }),
  ];
  return (
    <span data-testid="result-count" data-count={view.rows} role="status" title={view.filter.sent}>
      {parts.join(" · ")}
    </span>
  );
}
