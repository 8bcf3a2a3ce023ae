import { Button } from "@fluentui/react-components";
import { QuietDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ListQuery, ResultView } from "../../ipc";
import { conditions, WINDOWS, withoutConditions } from "./kinds";

interface NothingProps {
  view: ResultView;
  query: ListQuery;
  onAsk(query: ListQuery): void;
}

/** No rows: the connection works, what was asked, and what to ask instead. */
export function Nothing({ view, query, onAsk }: NothingProps) {
  const { t } = useWords();
  const format = useFormat();
  const wider = view.since === null ? undefined : WINDOWS.find((hours) => hours > query.hours);
  const conditioned = conditions(query) > 0;
  const body = view.since
    ? t(conditioned ? "defender.zero_conditions" : "defender.zero_body", { since: format.moment(view.since) })
    : t(conditioned ? "defender.zero_list_conditions" : "defender.zero_list");
  return (
    <Empty picture={<QuietDrawing />} title={t("defender.zero_title")} body={body}>
      {conditioned && <Button onClick={() => onAsk(withoutConditions(query))}>{t("defender.drop_conditions")}</Button>}
      {wider && (
        <Button onClick={() => onAsk({ ...query, hours: wider })}>
          {t("defender.wider", { window: t(`defender.window.${wider}`) })}
        </Button>
      )}
    </Empty>
  );
}
