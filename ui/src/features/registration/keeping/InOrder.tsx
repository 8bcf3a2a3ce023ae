import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useNow } from "../../../app/clock";
import { CheckmarkCircle20Filled, Info20Regular, QuestionCircle20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { problemWords } from "../../../components/problem";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { ConnectionView, DriftView } from "../../../ipc";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  line: { display: "flex", gap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalS },
  icon: { flexShrink: 0, lineHeight: 0 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  seen: { display: "block", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  lead: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
});

/** What is as it has to be, and what could not be looked at. */
export function InOrder({ drift, connection }: { drift: DriftView; connection: ConnectionView }) {
  const styles = useStyles();
  const speech = useWords();
  const { t } = speech;
  const format = useFormat();
  const now = useNow(30_000);
  if (drift.inOrder.length + drift.unseen.length === 0) return null;
  return (
    <Panel label={t("keeping.in_order.title")}>
      <h2 className={styles.title}>{t("keeping.in_order.title")}</h2>
      <p className={styles.lead}>{t("keeping.in_order.seen", { name: drift.name, when: format.ago(drift.at, now) })}</p>
      <ul className={styles.list} data-testid="in-order">
        {drift.inOrder.map((part) => (
          <li key={part} className={styles.line}>
            <span className={mergeClasses(styles.icon, styles.good)} aria-hidden="true">
              <CheckmarkCircle20Filled />
            </span>
            <span>
              <span className={styles.name}>{t(`keeping.part.${part}.title`)}</span>
              <span className={styles.seen}>{t(`keeping.part.${part}.good`)}</span>
            </span>
          </li>
        ))}
        {drift.unseen.map(({ part, problem }) => (
          <li key={part} className={styles.line} data-testid={`unseen-${part}`}>
            <span className={styles.icon} aria-hidden="true">
              <QuestionCircle20Regular />
            </span>
            <span>
              <span className={styles.name}>{t(`keeping.part.${part}.title`)}</span>
              <span className={styles.seen}>
                {t("keeping.in_order.unseen")} {problemWords(problem, connection, speech).title}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Permissions that no call of the last months needed. Nothing is done about them unasked. */
export function Hints({ drift: { hints } }: { drift: DriftView }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  if (hints.length === 0) return null;
  return (
    <Panel label={t("keeping.hint.title")}>
      <h2 className={styles.title}>{t("keeping.hint.title")}</h2>
      <p className={styles.lead}>{t("keeping.hint.body")}</p>
      <ul className={styles.list} data-testid="hints">
        {hints.map(({ api, permission, smaller, since }) => (
          <li key={`${api} ${permission}`} className={styles.line}>
            <span className={styles.icon} aria-hidden="true">
              <Info20Regular />
            </span>
            <span>
              <span className={styles.name}>
                {permission} · {t(`common.api.${api}`)}
              </span>
              <span className={styles.seen}>
                {smaller
                  ? t("keeping.hint.smaller", { permission: smaller, date: format.date(since) })
                  : t("keeping.hint.unused", { date: format.date(since) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
