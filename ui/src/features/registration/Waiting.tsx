import { makeStyles } from "@fluentui/react-components";
import { useNow } from "../../app/clock";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";

const useStyles = makeStyles({ wait: { margin: 0, fontVariantNumeric: "tabular-nums" } });

/** It is told only when the tenant is asked again; between two questions the seconds go by here. */
export function Waiting({ seconds, since }: { seconds: number; since: number }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const passed = Math.max(0, useNow(1000) - since);
  return (
    <p className={styles.wait} role="timer" aria-live="off" data-testid="waiting-for-entra">
      {t("registration.applying.waiting", { time: format.duration(seconds * 1000 + passed) })}
    </p>
  );
}
