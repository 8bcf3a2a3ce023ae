import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { OverTime, Severity } from "../../ipc";
import { SEVERITIES } from "../severity";
import { barBegin } from "./times";

const useStyles = makeStyles({
  scroll: { flex: "1 1 0", minHeight: "48px", overflowY: "auto" },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    fontSize: tokens.fontSizeBase200,
    "& th, & td": { textAlign: "left", padding: `2px ${tokens.spacingHorizontalS}` },
    "& tbody th": { fontWeight: tokens.fontWeightRegular },
  },
});

/** The numbers behind the bars. */
export function TimesAsTable({ times, present }: { times: OverTime; present: Severity[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("defender.chart.from")}</th>
            {present.map((one) => (
              <th key={one} scope="col">
                {t(`defender.severity.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.bars.map((bar, at) => (
            <tr key={bar.at}>
              <th scope="row">{barBegin(times, at, format)}</th>
              {present.map((one) => (
                <td key={one}>{bar.counts[SEVERITIES.indexOf(one)]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
