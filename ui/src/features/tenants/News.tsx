import { Spoken } from "../../components/Spoken";
import { useResultWords } from "../../components/table/words";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { BoardChange } from "../../ipc";

/** So many customers are named; more are counted. */
const NAMED = 3;

/** Says aloud which customers changed, to those who do not see the board turn. */
export function News({ news }: { news: BoardChange["changed"] }) {
  const { t } = useWords();
  const format = useFormat();
  const words = useResultWords();
  if (news.length === 0) return <Spoken>{""}</Spoken>;
  const said = (customer: string, state: string) =>
    t("tenants.news.one", { customer, state: words.value("consent", state) });
  if (news.length <= NAMED) {
    return <Spoken>{news.map(({ name, domain, state }) => said(name ?? domain, state)).join(". ")}</Spoken>;
  }
  const counts = new Map<string, number>();
  for (const { state } of news) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].map(([state, count]) => said(format.number(count), state));
  return <Spoken>{`${t("tenants.news.many", { count: news.length })} ${parts.join(", ")}`}</Spoken>;
}
