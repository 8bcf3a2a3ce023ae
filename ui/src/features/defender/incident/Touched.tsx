import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Desktop20Regular, Person20Regular, Tag20Regular, Target20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { severityOf } from "../../../components/severity";
import { useWords } from "../../../i18n";
import type { IncidentDetails } from "../../../ipc";

const useStyles = makeStyles({
  title: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    margin: 0,
    fontSize: tokens.fontSizeBase400,
  },
  list: { listStyleType: "none", margin: `${tokens.spacingVerticalS} 0 0`, padding: 0 },
  one: { padding: `${tokens.spacingVerticalXXS} 0`, overflowWrap: "anywhere" },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Who and what was touched, and by which techniques. */
export function Touched({ details: { devices, users, techniques, tags } }: { details: IncidentDetails }) {
  const { t } = useWords();
  const alerts = (count: number) => t("defender.details.story", { count });
  return (
    <>
      <Group
        title={t("defender.details.devices")}
        icon={<Desktop20Regular />}
        of={devices.map(({ name, os, risk, alerts: count }) => ({
          name,
          about: [
            os,
            risk && t("defender.incident.risk", { risk: t(`defender.severity.${severityOf(risk.toLowerCase())}`) }),
            alerts(count),
          ],
        }))}
      />
      <Group
        title={t("defender.details.users")}
        icon={<Person20Regular />}
        of={users.map(({ name, alerts: count }) => ({ name, about: [alerts(count)] }))}
      />
      <Group
        title={t("defender.incident.techniques")}
        icon={<Target20Regular />}
        of={techniques.map(({ id, name }) => ({ name: name ?? id, about: [name ? id : null] }))}
      />
      <Group
        title={t("defender.columns.tags")}
        icon={<Tag20Regular />}
        of={tags.map((name) => ({ name, about: [] }))}
      />
    </>
  );
}

interface GroupProps {
  title: string;
  icon: ReactNode;
  of: { name: string; about: (string | null)[] }[];
}

function Group({ title, icon, of }: GroupProps) {
  const styles = useStyles();
  if (of.length === 0) return null;
  return (
    <Panel label={title}>
      <h2 className={styles.title}>
        {icon}
        {title}
      </h2>
      <ul className={styles.list}>
        {of.map(({ name, about }) => (
          <li key={name} className={styles.one}>
            {name} <span className={styles.soft}>{about.filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
