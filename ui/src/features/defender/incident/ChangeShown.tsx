import { makeStyles, tokens } from "@fluentui/react-components";
import { Warning20Filled } from "../../../components/icons";
import { useResultWords } from "../../../components/table/words";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { ChangePreview, Difference } from "../../../ipc";

const useStyles = makeStyles({
  table: {
    borderCollapse: "collapse",
    "& th, & td": {
      textAlign: "left",
      verticalAlign: "top",
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXS} 0`,
      overflowWrap: "anywhere",
    },
    "& th": { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  },
  before: { color: tokens.colorNeutralForeground2, textDecorationLine: "line-through" },
  after: { fontWeight: tokens.fontWeightSemibold },
  heading: { margin: `${tokens.spacingVerticalM} 0 0`, fontSize: tokens.fontSizeBase300 },
  call: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    userSelect: "text",
  },
  note: { display: "flex", gap: tokens.spacingHorizontalS, margin: `${tokens.spacingVerticalM} 0 0` },
  warn: { color: tokens.colorPaletteMarigoldForeground1, flexShrink: 0 },
});

/** What becomes different, and the exact calls that do it. */
export function ChangeShown({ preview }: { preview: ChangePreview }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  return (
    <>
      {preview.changedMeanwhile && (
        <p className={styles.note} role="alert">
          <Warning20Filled className={styles.warn} />
          {t("defender.change.meanwhile", { when: format.moment(preview.updated) })}
        </p>
      )}
      <table className={styles.table} data-testid="change-differences">
        <thead>
          <tr>
            <th scope="col">{t("defender.change.field")}</th>
            <th scope="col">{t("defender.change.before")}</th>
            <th scope="col">{t("defender.change.after")}</th>
          </tr>
        </thead>
        <tbody>
          {preview.differences.map((difference) => (
            <DifferenceRow key={difference.field} difference={difference} />
          ))}
        </tbody>
      </table>
      {preview.differences.length === 0 && <p>{t("defender.change.nothing")}</p>}
      <h3 className={styles.heading}>{t("defender.change.calls", { count: preview.calls.length })}</h3>
      {preview.calls.map(({ method, url, body }) => (
        <pre key={`${method} ${url}`} className={styles.call}>{`${method} ${url}\n\n${body}`}</pre>
      ))}
      <p className={styles.note}>
        {preview.allowed === false && <Warning20Filled className={styles.warn} />}
        {t(preview.allowed === false ? "defender.change.lacks" : "defender.change.needs", {
          permission: preview.permission,
        })}
      </p>
    </>
  );
}

function DifferenceRow({ difference: { field, before, after } }: { difference: Difference }) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useResultWords();
  const word = (value: string | null) => (value === null ? "–" : words.value(field, value));
  return (
    <tr>
      <th scope="row">{field === "comment" ? t("defender.change.comment") : words.column(field)}</th>
      <td className={styles.before}>{word(before)}</td>
      <td className={styles.after}>{word(after)}</td>
    </tr>
  );
}
