import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { useCallback, useState } from "react";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type ScheduleKind, type SnippetCall, useDoor } from "../../ipc";
import { CodeSheet } from "./CodeSheet";
import { useAnswer } from "./useAnswer";

const useStyles = makeStyles({
  tabs: { flexWrap: "wrap", marginBottom: tokens.spacingVerticalS },
  words: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
});

/** The command for a question, and what runs it every morning. */
export function Schedule({ connection, call }: { connection: ConnectionView; call: SnippetCall }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { id } = connection;
  const kinds = useAnswer(useCallback(() => door.schedules(id, call), [door, id, call]));
  const [picked, setPicked] = useState<ScheduleKind | null>(null);
  const kind = picked ?? kinds.value?.[0] ?? null;
  const text = useAnswer(
    useCallback(() => (kind ? door.schedule(id, call, kind) : Promise.resolve(null)), [door, id, call, kind]),
  );
  const problem = kinds.problem ?? text.problem;
  if (problem) return <ProblemCard report={problem} connection={connection} />;
  if (kinds.value?.length === 0) {
    return (
      <Panel>
        <p className={styles.words}>{t("snippets.use.no_schedule")}</p>
      </Panel>
    );
  }
  return (
    <Panel>
      <TabList
        className={styles.tabs}
        size="small"
        aria-label={t("snippets.use.schedule")}
        selectedValue={kind}
        onTabSelect={(_, { value }) => setPicked(value as ScheduleKind)}
      >
        {kinds.value?.map((one) => (
          <Tab key={one} value={one} data-testid={`schedule-${one}`}>
            {t(`snippets.schedule.${one}.name`)}
          </Tab>
        ))}
      </TabList>
      {kind && text.value && (
        <>
          <p className={styles.words}>{t(`snippets.schedule.${kind}.body`)}</p>
          <CodeSheet label={t(`snippets.schedule.${kind}.name`)} text={text.value} />
        </>
      )}
    </Panel>
  );
}
