import { Button, Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { Disclosure } from "../../components/Disclosure";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type ConnectionView, type ErrorReport, type Hints, useDoor } from "../../ipc";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", alignItems: "stretch", gap: tokens.spacingVerticalS },
  words: { margin: `${tokens.spacingVerticalS} 0 0`, color: tokens.colorNeutralForeground2 },
  go: { alignSelf: "flex-start" },
  meaning: { marginTop: tokens.spacingVerticalM },
});

const NO_HINTS: Hints = { flow: null, api: null, context: null };

interface PastedErrorProps {
  connection: ConnectionView | null;
  onRetry(): void;
}

/** For errors that stay in the browser: paste them here, and read what they mean. */
export function PastedError({ connection, onRetry }: PastedErrorProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [text, setText] = useState("");
  const [meaning, setMeaning] = useState<{ report: ErrorReport | null } | null>(null);
  const diagnose = () =>
    run(async () => {
      const { recognised, finding } = await door.diagnose(connection?.id ?? null, text, NO_HINTS);
      setMeaning({ report: recognised === "unknown" ? null : finding });
    });
  return (
    <Panel>
      <Disclosure title={t("sign_in.error_title")}>
        <p className={styles.words}>{t("sign_in.error_body")}</p>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void diagnose();
          }}
        >
          <Field label={t("sign_in.paste_label")}>
            <Textarea
              data-testid="waiting-paste"
              rows={3}
              value={text}
              spellCheck={false}
              onChange={(_, { value }) => {
                setText(value);
                setMeaning(null);
              }}
            />
          </Field>
          <Button
            type="submit"
            className={styles.go}
            data-testid="waiting-diagnose"
            disabled={busy || text.trim() === ""}
          >
            {t("sign_in.diagnose")}
          </Button>
        </form>
        {problem && <ProblemCard report={problem} onRetry={diagnose} />}
        <div role="status">{meaning && !meaning.report && <p>{t("sign_in.not_recognised")}</p>}</div>
        {meaning?.report && (
          <div className={styles.meaning}>
            <ProblemCard report={meaning.report} connection={connection} onRetry={onRetry} />
          </div>
        )}
      </Disclosure>
    </Panel>
  );
}
