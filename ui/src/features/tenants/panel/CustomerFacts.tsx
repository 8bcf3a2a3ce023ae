import { makeStyles, tokens } from "@fluentui/react-components";
import { useNow } from "../../../app/clock";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { CustomerPanelView } from "../../../ipc";
import { left } from "../left";

const useStyles = makeStyles({
  facts: {
    display: "grid",
    gridTemplateColumns: "max-content minmax(0, 1fr)",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    "& dt": { color: tokens.colorNeutralForeground2 },
    "& dd": { margin: 0 },
  },
});

/** When it was looked at, when it will be, and what it answered last. */
export function CustomerFacts({ customer }: { customer: CustomerPanelView }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(5_000);
  const { lastAnswer, seenAt, nextLook, invitedAt, skipped } = customer;
  const away = nextLook ? Date.parse(nextLook) - now : null;
  const next =
    skipped || away === null
      ? t("tenants.facts.no_look")
      : away < 1_000
        ? t("tenants.facts.look_now")
        : t("tenants.facts.look_in", { time: left(away, format) });
  return (
    <dl className={styles.facts}>
      <dt>{t("tenants.facts.answer")}</dt>
      <dd>
        {lastAnswer
          ? t("tenants.facts.answered", { count: lastAnswer.rows, when: format.ago(lastAnswer.at, now) })
          : t("tenants.facts.never")}
      </dd>
      <dt>{t("tenants.facts.looked")}</dt>
      <dd>{seenAt ? format.ago(seenAt, now) : t("tenants.facts.never")}</dd>
      <dt>{t("tenants.facts.next")}</dt>
      <dd>{next}</dd>
      <dt>{t("tenants.facts.invited")}</dt>
      <dd>{invitedAt ? format.ago(invitedAt, now) : t("tenants.facts.not_yet")}</dd>
    </dl>
  );
}
