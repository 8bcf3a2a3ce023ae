import { makeStyles, tokens } from "@fluentui/react-components";
import { useNow } from "../app/clock";
import { useWords } from "../i18n";
import { useFormat } from "../i18n/format";
import type { Evidence } from "../ipc";
import { CheckmarkCircle20Filled } from "./icons";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: `${tokens.spacingVerticalS} 0 0`, padding: 0 },
  item: { display: "flex", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalXS} 0` },
  icon: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  when: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  params: {
    display: "grid",
    gridTemplateColumns: "max-content 1fr",
    gap: `2px ${tokens.spacingHorizontalM}`,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase200,
    "& dt": { color: tokens.colorNeutralForeground2 },
    "& dd": { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
  },
});

/** The proofs of a step: what was seen, with which values, and when. */
export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const format = useFormat();
  const now = useNow(30_000);
  const valueWords = (name: string, value: string) => {
    if (name === "waited_ms") return format.duration(Number(value));
    return MOMENT.test(value) ? format.moment(value) : value;
  };
  if (evidence.length === 0) return <p>{t("checklist.how.none")}</p>;
  return (
    <ul className={styles.list}>
      {evidence.map((proof) => (
        <li key={`${proof.kind} ${proof.at}`} className={styles.item}>
          <CheckmarkCircle20Filled className={styles.icon} />
          <div>
            <div>{t(`checklist.evidence.${proof.kind}.long`)}</div>
            <div className={styles.when}>
              <time dateTime={proof.at} title={format.moment(proof.at)}>
                {t("checklist.how.seen", { when: format.ago(proof.at, now) })}
              </time>
            </div>
            <dl className={styles.params}>
              {shown(proof).map(([name, value]) => {
                const known = `checklist.param.${name}`;
                return [
                  <dt key={`${name} name`}>{has(known) ? t(known) : name}</dt>,
                  <dd key={name}>{valueWords(name, value)}</dd>,
                ];
              })}
            </dl>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A time as the desktop sends it (RFC 3339). */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function shown(proof: Evidence): [name: string, value: string][] {
  return Object.entries(proof.params).filter(([, value]) => value !== "");
}
