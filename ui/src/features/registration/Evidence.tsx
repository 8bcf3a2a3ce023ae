import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useSession } from "../../app/session";
import { Panel } from "../../components/Panel";
import { StateIcon } from "../../components/StateIcon";
import { useWords } from "../../i18n";
import { type Checklist, type ConnectionView, useDoor } from "../../ipc";
import { stepTitle } from "../checklist/stepWords";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  step: { display: "flex", gap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalS },
  name: { fontWeight: tokens.fontWeightSemibold },
  seen: { display: "block", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The steps that somebody would have done by hand, each with what Handrail saw of it. */
export function Evidence({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { health } = useSession();
  const [checklist, setChecklist] = useState<Checklist | null>(null);
  const proved = health.get(connection.id)?.proved;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count is other evidence
  useEffect(() => {
    let wanted = true;
    door.checklist(connection.id).then(
      (next) => wanted && setChecklist(next),
      // Without it there is nothing to show here; the checklist itself says why.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [door, connection.id, proved]);
  if (!checklist) return null;
  return (
    <Panel label={t("registration.proof.how")}>
      <h2 className={styles.title}>{t("registration.proof.how")}</h2>
      <ul className={styles.list} data-testid="registration-evidence">
        {checklist.steps.map(({ id, state, evidence: [seen] }, index) => (
          <li key={id} className={styles.step}>
            <StateIcon state={state} number={index + 1} />
            <span>
              <span className={styles.name}>{stepTitle(id, connection.goal, t)}</span>
              <span className={styles.seen}>
                {seen ? t(`checklist.evidence.${seen.kind}.long`) : t(`checklist.state.${state}`)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
