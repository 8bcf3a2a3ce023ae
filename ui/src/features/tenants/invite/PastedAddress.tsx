import { Button, Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { type FormEvent, useState } from "react";
import { useTask } from "../../../app/task";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type CallbackRead, type ConnectionView, useDoor } from "../../../ipc";
import { CallbackAnswer } from "./CallbackAnswer";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalS,
  },
  field: { width: "100%" },
  text: { fontFamily: tokens.fontFamilyMonospace },
});

interface PastedAddressProps {
  connectionId: string;
  connection: ConnectionView | null;
  tenantId: string;
  onChanged(): void;
}

/** The address at which a customer's browser ended, pasted from their mail. */
export function PastedAddress({ connectionId, connection, tenantId, onChanged }: PastedAddressProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [text, setText] = useState("");
  const [read, setRead] = useState<CallbackRead | null>(null);
  const understand = () =>
    void run(async () => {
      setRead(null);
      setRead(await door.readCallback(connectionId, text));
      setText("");
      onChanged();
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") understand();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field className={styles.field} label={t("invitations.callback.field")} hint={t("invitations.callback.hint")}>
        <Textarea
          textarea={{ className: styles.text }}
          data-testid="callback-text"
          rows={3}
          resize="vertical"
          value={text}
          placeholder={t("invitations.callback.placeholder")}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
      <Button type="submit" data-testid="read-callback" disabledFocusable={busy || text.trim() === ""}>
        {t(busy ? "invitations.callback.reading" : "invitations.callback.read")}
      </Button>
      {problem && <ProblemCard report={problem} connection={connection} />}
      {read && <CallbackAnswer {...{ read, tenantId, connection }} />}
    </form>
  );
}
