import { Field, makeStyles, Select, Textarea, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useWords } from "../../../i18n";
import { type SavedQuery, useDoor } from "../../../ipc";

const useStyles = makeStyles({
  fields: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalS,
  },
  text: {
    "& textarea": { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, minHeight: "96px" },
  },
});

/** A query over the hunting tables: written here, or one that was saved. */
export function OwnQuery({ text, onText }: { text: string; onText(text: string): void }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const queries = useSavedQueries();
  const nameOf = ({ id, name }: SavedQuery) => {
    const key = `hunting.starters.${id}`;
    return name ?? (has(key) ? t(key) : id);
  };
  return (
    <div className={styles.fields}>
      {queries.length > 0 && (
        <Field label={t("sweep.own.saved")}>
          <Select
            data-testid="saved-queries"
            value={queries.find((query) => query.text === text)?.id ?? ""}
            onChange={(_, { value }) => onText(queries.find(({ id }) => id === value)?.text ?? text)}
          >
            <option value="">{t("sweep.own.choose")}</option>
            {queries.map((query) => (
              <option key={query.id} value={query.id}>
                {nameOf(query)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={t("hunting.editor.label")}>
        <Textarea
          className={styles.text}
          resize="vertical"
          spellCheck={false}
          data-testid="own-query"
          value={text}
          onChange={(_, { value }) => onText(value)}
        />
      </Field>
    </div>
  );
}

function useSavedQueries(): SavedQuery[] {
  const door = useDoor();
  const [queries, setQueries] = useState<SavedQuery[]>([]);
  useEffect(() => {
    let wanted = true;
    // Without them one can still write.
    door.savedQueries().then(
      (found) => wanted && setQueries(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [door]);
  return queries;
}
