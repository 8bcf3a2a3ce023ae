import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { type ClipboardEvent, useState } from "react";
import { useWords } from "../../i18n";
import { type ConnectionView, type Step, useDoor } from "../../ipc";
import type { useChecklist } from "./useChecklist";

const GUID = /^\s*\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?\s*$/i;

const useStyles = makeStyles({
  row: { display: "flex", gap: tokens.spacingHorizontalS },
  input: { flex: "0 1 400px", minWidth: 0, fontFamily: tokens.fontFamilyMonospace },
  known: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  id: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, userSelect: "all" },
});

interface ClientIdFieldProps {
  step: Step;
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
  primary: boolean;
}

/** The Application (client) ID: pasted here, kept and looked up by the desktop. A pasted ID is saved at once. */
export function ClientIdField({ step, connection, inHand, primary }: ClientIdFieldProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const [changing, setChanging] = useState(false);
  const [text, setText] = useState(step.state === "blocked" ? "" : (connection.clientId ?? ""));
  const save = async (value: string) => {
    if (value.trim() === "") return;
    const answer = await inHand.act(() => door.setClientId(connection.id, value.trim()));
    if (answer) setChanging(false);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text");
    if (!GUID.test(pasted)) return;
    event.preventDefault();
    setText(pasted.trim());
    void save(pasted);
  };
  if (step.state === "proved" && !changing) {
    return (
      <div className={styles.known}>
        <span>{t("checklist.client_id.label")}</span>
        <span className={styles.id}>{connection.clientId}</span>
        <Button size="small" onClick={() => setChanging(true)}>
          {t("checklist.client_id.change")}
        </Button>
      </div>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save(text);
      }}
    >
      <Field label={t("checklist.client_id.label")} hint={t("checklist.client_id.hint")}>
        {(field) => (
          <div className={styles.row}>
            <Input
              {...field}
              className={styles.input}
              data-testid="client-id-input"
              data-answer
              value={text}
              placeholder="00000000-0000-0000-0000-000000000000"
              autoComplete="off"
              spellCheck={false}
              onPaste={paste}
              onChange={(_, { value }) => setText(value)}
            />
            <Button
              type="submit"
              appearance={primary ? "primary" : "secondary"}
              data-testid="client-id-save"
              disabledFocusable={inHand.busy || text.trim() === ""}
            >
              {t(inHand.busy ? "checklist.client_id.saving" : "checklist.client_id.save")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
