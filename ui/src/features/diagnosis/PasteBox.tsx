import { Button, Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { type KeyboardEvent, useState } from "react";
import { asksToPaste } from "../../app/paste";
import { ClipboardPaste20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";

const useStyles = makeStyles({
  panel: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  first: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalL },
  paste: { flexShrink: 0 },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
  form: { display: "flex", alignItems: "flex-end", gap: tokens.spacingHorizontalS },
  field: { flex: "1 1 auto", minWidth: 0 },
  text: { fontFamily: tokens.fontFamilyMonospace },
});

interface PasteBoxProps {
  busy: boolean;
  /** Below stands an answer, whose own action comes first now. */
  answered: boolean;
  onClipboard(): Promise<boolean>;
  onText(text: string): Promise<boolean>;
}

/**
 * Takes anything. The button and Ctrl+V let the desktop read the clipboard; the field is for typing, and empties itself
 * as soon as the desktop has answered.
 */
export function PasteBox({ busy, answered, onClipboard, onText }: PasteBoxProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [text, setText] = useState("");
  const typed = text.trim() !== "";
  const explain = async () => {
    if (typed && (await onText(text))) setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (asksToPaste(event)) {
      event.preventDefault();
      void onClipboard();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void explain();
    }
  };
  return (
    <Panel className={styles.panel}>
      <div className={styles.first}>
        <Button
          className={styles.paste}
          appearance={typed || answered ? "secondary" : "primary"}
          size="large"
          icon={<ClipboardPaste20Regular />}
          data-testid="diagnosis-paste"
          disabledFocusable={busy}
          onClick={() => void onClipboard()}
        >
          {t("diagnosis.paste")}
        </Button>
        <p className={styles.hint}>{t("diagnosis.paste_hint")}</p>
      </div>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void explain();
        }}
      >
        <Field className={styles.field} label={t("diagnosis.field")}>
          <Textarea
            className={styles.text}
            data-testid="diagnosis-text"
            rows={3}
            resize="vertical"
            value={text}
            placeholder={t("diagnosis.placeholder")}
            spellCheck={false}
            autoComplete="off"
            onKeyDown={onKeyDown}
            onChange={(_, { value }) => setText(value)}
          />
        </Field>
        <Button
          type="submit"
          appearance={typed ? "primary" : "secondary"}
          data-testid="diagnosis-explain"
          disabledFocusable={busy || !typed}
        >
          {t(busy ? "diagnosis.explaining" : "diagnosis.explain")}
        </Button>
      </form>
    </Panel>
  );
}
