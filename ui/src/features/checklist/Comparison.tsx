import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../i18n";
import type { Key } from "../../i18n/words";
import type { Goal } from "../../ipc";

const useStyles = makeStyles({
  table: {
    width: "100%",
    marginTop: tokens.spacingVerticalS,
    borderCollapse: "collapse",
    "& th, & td": {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
      textAlign: "left",
      verticalAlign: "top",
      borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    "& th": { width: "38%", fontWeight: tokens.fontWeightSemibold },
    "& td": { color: tokens.colorNeutralForeground2 },
  },
  badge: { marginLeft: tokens.spacingHorizontalS },
});

/** What people mix up on a page of the portal. */
export type Subject = "accounts" | "platforms" | "ids";

interface Line {
  /** As the portal calls it. */
  name: Key;
  when: Key;
  /** Whether it is the right one for this goal. */
  wanted(goal: Goal): boolean;
}

const LINES: Record<Subject, Line[]> = {
  accounts: [
    {
      name: "checklist.choice.single_tenant",
      when: "checklist.compare.single",
      wanted: (goal) => goal.tenancy !== "customers",
    },
    {
      name: "checklist.choice.multiple_tenants",
      when: "checklist.compare.multiple",
      wanted: (goal) => goal.tenancy === "customers",
    },
    { name: "checklist.portal.any_tenant", when: "checklist.compare.any", wanted: () => false },
  ],
  platforms: [
    {
      name: "checklist.choice.desktop_platform",
      when: "checklist.compare.desktop",
      wanted: (goal) => goal.context === "user",
    },
    {
      name: "checklist.choice.web_platform",
      when: "checklist.compare.web",
      wanted: (goal) => goal.context === "application",
    },
    { name: "checklist.portal.spa_platform", when: "checklist.compare.spa", wanted: () => false },
  ],
  ids: [
    { name: "checklist.portal.client_id", when: "checklist.compare.client_id", wanted: () => true },
    { name: "checklist.portal.tenant_id", when: "checklist.compare.tenant_id", wanted: () => false },
    { name: "checklist.portal.object_id", when: "checklist.compare.object_id", wanted: () => false },
  ],
};

/** The choices of a page side by side: what each is for, and which one this journey takes. */
export function Comparison({ subject, goal }: { subject: Subject; goal: Goal }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <Disclosure title={t(`checklist.compare.${subject}`)}>
      <table className={styles.table}>
        <tbody>
          {LINES[subject].map((line) => (
            <tr key={line.name}>
              <th scope="row">
                {t(line.name)}
                {line.wanted(goal) && (
                  <Badge className={styles.badge} appearance="tint" size="small" color="success">
                    {t("checklist.compare.yours")}
                  </Badge>
                )}
              </th>
              <td>{t(line.when)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  );
}
