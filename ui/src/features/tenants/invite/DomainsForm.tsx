import { Button, Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { DocumentTable20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  text: { fontFamily: tokens.fontFamilyMonospace, maxHeight: "none" },
  actions: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  drop: { color: tokens.colorNeutralForeground2 },
});

interface DomainsFormProps {
  busy: boolean;
  text: string;
  /** Below stands what became of lines, whose own action comes first as long as nothing is typed here. */
  answered: boolean;
  onText(text: string): void;
  onSend(): void;
  onChooseFile(): void;
}

/** One box for a domain, many lines or rows of a spreadsheet, and the ways for a file. */
export function DomainsForm({ busy, text, answered, onText, onSend, onChooseFile }: DomainsFormProps) {
  const styles = useStyles();
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  // Whoever comes here has a domain in mind, or on the clipboard.
  useEffect(() => field.current?.focus(), []);
  const typed = text.trim() !== "";
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (!busy && typed) onSend();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t("invitations.adding.field")} hint={t("invitations.adding.hint")}>
        <Textarea
          textarea={{ ref: field, className: styles.text }}
          data-testid="customer-domains"
          rows={answered ? 3 : 6}
          resize="vertical"
          value={text}
          placeholder={t("invitations.adding.placeholder")}
          spellCheck={false}
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
          }}
          onChange={(_, { value }) => onText(value)}
        />
      </Field>
      <div className={styles.actions}>
        <Button
          type="submit"
          appearance={typed || !answered ? "primary" : "secondary"}
          data-testid="add-domains"
          disabledFocusable={busy || !typed}
        >
          {t("invitations.adding.add")}
        </Button>
        <span className={styles.drop}>{t("invitations.adding.drop")}</span>
        <Button
          icon={<DocumentTable20Regular />}
          data-testid="choose-customers-file"
          disabledFocusable={busy}
          onClick={onChooseFile}
        >
          {t("invitations.adding.choose")}
        </Button>
      </div>
    </form>
  );
}
