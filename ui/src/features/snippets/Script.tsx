import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { useCallback, useState } from "react";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type Snippet, type SnippetCall, type SnippetLanguage, useDoor } from "../../ipc";
import { CodeSheet } from "./CodeSheet";
import { useAnswer } from "./useAnswer";

const useStyles = makeStyles({
  tabs: { flexWrap: "wrap", marginBottom: tokens.spacingVerticalS },
  heading: { margin: `${tokens.spacingVerticalM} 0 0`, fontSize: tokens.fontSizeBase300 },
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalXL },
});

/** A call as a script, in the languages that have it. */
export function Script({ connection, call }: { connection: ConnectionView; call: SnippetCall }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { id } = connection;
  const languages = useAnswer(useCallback(() => door.snippetLanguages(id, call), [door, id, call]));
  const [picked, setPicked] = useState<SnippetLanguage | null>(null);
  const language = picked ?? languages.value?.[0] ?? null;
  const script = useAnswer(
    useCallback(
      () => (language ? door.snippet(id, call, language) : Promise.resolve(null)),
      [door, id, call, language],
    ),
  );
  const problem = languages.problem ?? script.problem;
  if (problem) return <ProblemCard report={problem} connection={connection} />;
  return (
    <Panel>
      <TabList
        className={styles.tabs}
        size="small"
        aria-label={t("snippets.use.languages")}
        selectedValue={language}
        onTabSelect={(_, { value }) => setPicked(value as SnippetLanguage)}
      >
        {languages.value?.map((one) => (
          <Tab key={one} value={one} data-testid={`language-${one}`}>
            {t(`snippets.language.${one}`)}
          </Tab>
        ))}
      </TabList>
      {script.value && (
        <>
          <CodeSheet label={script.value.fileName} text={script.value.text} />
          <Needs snippet={script.value} />
        </>
      )}
    </Panel>
  );
}

function Needs({ snippet }: { snippet: Snippet }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <>
      {snippet.needs.length > 0 && (
        <>
          <h2 className={styles.heading}>{t("snippets.use.needs")}</h2>
          <ul className={styles.list} data-testid="snippet-needs">
            {snippet.needs.map((need) => (
              <li key={need}>{t(`snippets.needs.${need}`)}</li>
            ))}
          </ul>
        </>
      )}
      {snippet.leftOut.length > 0 && (
        <>
          <h2 className={styles.heading}>{t("snippets.use.left_out")}</h2>
          <ul className={styles.list} data-testid="snippet-left-out">
            {snippet.leftOut.map((part) => (
              <li key={part}>{t(`snippets.left_out.${part}`)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
