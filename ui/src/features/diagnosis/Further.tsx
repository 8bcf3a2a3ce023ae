import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useTask } from "../../app/task";
import { Disclosure } from "../../components/Disclosure";
import { Open20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { problemParams, traceLines } from "../../components/problem";
import { TraceLines } from "../../components/TraceLines";
import { useWords } from "../../i18n";
import { type Alternative, type Diagnosis, useDoor } from "../../ipc";

const useStyles = makeStyles({
  panel: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalXL },
  soft: { color: tokens.colorNeutralForeground2 },
  words: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS}` },
});

/** For people who want more than the one cause: what else it could be, the number, the IDs. */
export function Further({ diagnosis }: { diagnosis: Diagnosis }) {
  const styles = useStyles();
  const { t } = useWords();
  const { alternatives, trace } = diagnosis;
  const number = trace.aadsts;
  const lines = traceLines(trace);
  if (alternatives.length === 0 && !number && lines.length === 0) return null;
  return (
    <Panel className={styles.panel}>
      {alternatives.length > 0 && <Alternatives alternatives={alternatives} />}
      {number && <NumberWords number={number} said={diagnosis.finding?.entry ?? null} />}
      {lines.length > 0 && (
        <Disclosure title={t("diagnosis.trace")}>
          <TraceLines lines={lines} copy={t("diagnosis.copy_trace")} />
        </Disclosure>
      )}
    </Panel>
  );
}

function Alternatives({ alternatives }: { alternatives: Alternative[] }) {
  const styles = useStyles();
  const { t, has } = useWords();
  return (
    <div data-testid="diagnosis-alternatives">
      <h3 className={styles.heading}>{t("diagnosis.alternatives")}</h3>
      <ul className={styles.list}>
        {alternatives.map(({ step, words }) => {
          const title = `${words}.title`;
          return (
            <li key={`${step} ${words}`}>
              {has(title) && t(title, problemParams({}, null, t))}{" "}
              <span className={styles.soft}>({t(`checklist.steps.${step}.title`)})</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What Entra's number means by itself, unless the cause above already says so in these words. */
function NumberWords({ number, said }: { number: number; said: number | null }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const door = useDoor();
  const task = useTask();
  const title = `aadsts.${number}.title`;
  const cause = `aadsts.${number}.cause`;
  return (
    <div>
      {said !== number && has(title) && has(cause) && (
        <>
          <h3 className={styles.heading}>{t("diagnosis.number", { code: number })}</h3>
          <p className={styles.words}>
            {t(title)}. {t(cause)}
          </p>
        </>
      )}
      <Button
        size="small"
        icon={<Open20Regular />}
        iconPosition="after"
        data-testid="diagnosis-lookup"
        onClick={() => task.run(() => door.openErrorLookup(number))}
      >
        {t("diagnosis.lookup")}
      </Button>
      {task.problem && <ProblemCard report={task.problem} />}
    </div>
  );
}
