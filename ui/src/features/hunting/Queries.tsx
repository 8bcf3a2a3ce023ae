import { Button, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useTask } from "../../app/task";
import { Delete20Regular, Save20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type SavedQuery, useDoor } from "../../ipc";

const useStyles = makeStyles({
  heading: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase300 },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  line: { display: "flex", alignItems: "center" },
  query: {
    flex: "1 1 auto",
    minWidth: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXS}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    background: "none",
    font: "inherit",
    color: tokens.colorBrandForeground1,
    textAlign: "left",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  save: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  buttons: { display: "flex", gap: tokens.spacingHorizontalS },
  replaced: { display: "flex", flexWrap: "wrap", alignItems: "center", marginTop: tokens.spacingVerticalS },
});

interface QueriesProps {
  text: string;
  replaced: string | null;
  onOpen(text: string): void;
  onBringBack(text: string): void;
}

/** The person's own queries, and those to begin with. */
export function Queries({ text, replaced, onOpen, onBringBack }: QueriesProps) {
  const styles = useStyles();
  const { t, has } = useWords();
  const door = useDoor();
  const task = useTask();
  const [queries, setQueries] = useState<SavedQuery[]>([]);
  const { run } = task;
  useEffect(() => {
    void run(async () => setQueries(await door.savedQueries()));
  }, [door, run]);

  const nameOf = ({ id, name, starter }: SavedQuery) => {
    const key = `hunting.starters.${id}`;
    return name ?? (starter && has(key) ? t(key) : id);
  };
  const lines = (starter: boolean) => (
    <ul className={styles.list}>
      {queries
        .filter((query) => query.starter === starter)
        .map((query) => (
          <li key={query.id} className={styles.line}>
            <button
              type="button"
              className={styles.query}
              data-testid={`query-${query.id}`}
              title={query.text}
              onClick={() => onOpen(query.text)}
            >
              {nameOf(query)}
            </button>
            {!starter && (
              <Button
                appearance="subtle"
                size="small"
                icon={<Delete20Regular />}
                aria-label={t("hunting.queries.remove", { name: nameOf(query) })}
                onClick={() => run(async () => setQueries(await door.removeQuery(query.id)))}
              />
            )}
          </li>
        ))}
    </ul>
  );
  return (
    <>
      <SaveQuery
        disabled={text.trim() === ""}
        onSave={(name) => run(async () => setQueries(await door.saveQuery(name, text)))}
      />
      <div role="status">
        {replaced !== null && (
          <div className={styles.replaced}>
            <span>{t("hunting.queries.replaced")}</span>
            <Button appearance="transparent" size="small" onClick={() => onBringBack(replaced)}>
              {t("hunting.queries.undo")}
            </Button>
          </div>
        )}
      </div>
      {task.problem && <ProblemCard report={task.problem} />}
      <h2 className={styles.heading}>{t("hunting.queries.yours")}</h2>
      {queries.some(({ starter }) => !starter) ? (
        lines(false)
      ) : (
        <p className={styles.soft}>{t("hunting.queries.none")}</p>
      )}
      <h2 className={styles.heading}>{t("hunting.queries.starters")}</h2>
      {lines(true)}
    </>
  );
}

/** A button that becomes a field for the name. */
function SaveQuery({ disabled, onSave }: { disabled: boolean; onSave(name: string): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return (
      <Button icon={<Save20Regular />} data-testid="query-save" disabled={disabled} onClick={() => setName("")}>
        {t("hunting.queries.save")}
      </Button>
    );
  }
  return (
    <form
      className={styles.save}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        onSave(name.trim());
        setName(null);
      }}
    >
      <Input
        autoFocus
        aria-label={t("hunting.queries.name")}
        placeholder={t("hunting.queries.name")}
        data-testid="query-name"
        value={name}
        onChange={(_, { value }) => setName(value)}
      />
      <div className={styles.buttons}>
        <Button type="submit" disabled={name.trim() === ""}>
          {t("hunting.queries.keep")}
        </Button>
        <Button appearance="subtle" onClick={() => setName(null)}>
          {t("hunting.queries.dismiss")}
        </Button>
      </div>
    </form>
  );
}
