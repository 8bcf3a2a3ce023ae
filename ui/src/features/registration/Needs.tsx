import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { LockClosed24Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { EntraRole, RegistrationPlan } from "../../ipc";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  roles: { margin: `${tokens.spacingVerticalS} 0 0` },
  quiet: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  over: { margin: `${tokens.spacingVerticalM} 0 0`, fontWeight: tokens.fontWeightSemibold },
  scopes: { listStyleType: "none", margin: 0, padding: 0 },
  scope: { paddingTop: tokens.spacingVerticalXS },
  name: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  kept: { display: "flex", gap: tokens.spacingHorizontalS, alignItems: "flex-start" },
  lock: { flexShrink: 0, lineHeight: 0, "& svg": { width: "16px", height: "16px" } },
});

/** Who may carry the plan out, and what the sign-in for it asks for. */
export function Needs({ plan }: { plan: RegistrationPlan }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const format = useFormat();
  const named = (roles: EntraRole[]) => format.list(roles.map((role) => t(`checklist.roles.${role}`)));
  return (
    <Panel label={t("registration.needs.title")}>
      <h2 className={styles.title}>{t("registration.needs.title")}</h2>
      <p className={styles.roles}>{t("registration.needs.roles", { roles: named(plan.roles) })}</p>
      {plan.consentRoles.length > 0 && (
        <p className={styles.roles}>{t("registration.needs.consent_roles", { roles: named(plan.consentRoles) })}</p>
      )}
      <p className={styles.quiet}>{t("registration.needs.least")}</p>
      <p className={styles.over}>{t("registration.needs.scopes")}</p>
      <ul className={styles.scopes}>
        {plan.scopes.map(({ scope, reason }) => {
          const why = `registration.scope.${reason}`;
          return (
            <li key={scope} className={styles.scope}>
              <span className={styles.name}>{scope}</span>
              {has(why) && <div className={styles.quiet}>{t(why)}</div>}
            </li>
          );
        })}
      </ul>
      {plan.unseen.map(({ code, params }) => (
        <p key={code} className={styles.quiet}>
          {t("registration.needs.unseen", { permission: params.permission ?? "" })}
        </p>
      ))}
      <p className={mergeClasses(styles.quiet, styles.kept)}>
        <span className={styles.lock} aria-hidden="true">
          <LockClosed24Regular />
        </span>
        {t("registration.needs.kept")}
      </p>
    </Panel>
  );
}
