import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Estimate, ListQuery } from "../../ipc";

/** How many rows are read instead of everything. */
const NEWEST = 5_000;

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  words: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalM}` },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
});

interface LargeProps {
  query: ListQuery;
  estimate: Estimate;
  onRead(query: ListQuery): void;
  onCancel(): void;
}

/** What a large question costs, before it is asked: calls against the limits of the service, and time. */
export function Large({ query, estimate, onRead, onCancel }: LargeProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const { rows, calls, perMinute, perHour, seconds } = estimate;
  const sentences = [
    ...(rows !== null && calls !== null
      ? [t("defender.estimate.rows", { rows: format.number(rows), calls: t("defender.calls", { count: calls }) })]
      : []),
    ...(perMinute === null ? [] : [t("defender.estimate.per_minute", { count: perMinute })]),
    ...(perHour === null ? [] : [t("defender.estimate.per_hour", { count: perHour })]),
    ...(seconds === null ? [] : [t("defender.estimate.time", { time: format.duration(seconds * 1000) })]),
  ];
  return (
    <Panel label={t("defender.estimate.title")}>
      <div role="status">
        <h2 className={styles.title}>{t("defender.estimate.title")}</h2>
        <p className={styles.words}>{sentences.join(" ")}</p>
      </div>
      <div className={styles.actions}>
        <Button appearance="primary" data-testid="read-newest" onClick={() => onRead({ ...query, top: NEWEST })}>
          {t("defender.estimate.newest", { count: NEWEST })}
        </Button>
        <Button data-testid="read-everything" onClick={() => onRead(query)}>
          {t("defender.estimate.all")}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </Panel>
  );
}
