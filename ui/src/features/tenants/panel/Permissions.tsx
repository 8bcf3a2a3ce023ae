import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../../i18n";
import type { Grant } from "../../../ipc";
import { ToneIcon } from "../StateWord";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
  list: { listStyleType: "none", margin: `${tokens.spacingVerticalXS} 0 0`, padding: 0 },
  item: { display: "flex", gap: tokens.spacingHorizontalS, alignItems: "baseline", padding: "2px 0" },
  icon: { position: "relative", top: "3px" },
  words: { minWidth: 0, overflowWrap: "anywhere" },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** What the app may do at the customer, and what it may not yet. */
export function Permissions({ present, missing }: { present: Grant[]; missing: Grant[] }) {
  const styles = useStyles();
  const { t } = useWords();
  if (present.length + missing.length === 0) return null;
  const lines = [
    ...present.map((grant) => ({ grant, granted: true })),
    ...missing.map((grant) => ({ grant, granted: false })),
  ];
  return (
    <section>
      <h3 className={styles.title}>
        {t("tenants.permissions.title", { present: present.length, count: lines.length })}
      </h3>
      <ul className={styles.list}>
        {lines.map(({ grant: { api, permission }, granted }) => (
          <li key={`${api} ${permission}`} className={styles.item}>
            <span className={styles.icon}>
              <ToneIcon tone={granted ? "ready" : "waiting"} />
            </span>
            <span className={styles.words}>
              {permission}{" "}
              <span className={styles.soft}>
                {t(`common.api.${api}`)} · {t(granted ? "tenants.permissions.granted" : "tenants.permissions.missing")}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
