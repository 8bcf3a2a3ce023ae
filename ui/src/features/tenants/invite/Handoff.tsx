import { makeStyles, tokens } from "@fluentui/react-components";
import { DocumentText20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";
import { type ConnectionView, type Language, useDoor } from "../../../ipc";
import { SaveButton } from "./SaveButton";
import { useSaving } from "./useSaving";

const useStyles = makeStyles({
  about: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
});

interface HandoffProps {
  connectionId: string;
  connection: ConnectionView | null;
  tenantId: string;
  language: Language;
  onChanged(): void;
}

/** One page for the customer's administrator: what is granted, why, what they will see, how to take it back. */
export function Handoff({ connectionId, connection, tenantId, language, onChanged }: HandoffProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const saving = useSaving(async () => {
    const files = await door.saveHandoff(connectionId, [tenantId], language);
    onChanged();
    return files;
  });
  return (
    <div>
      <p className={styles.about}>{t("invitations.handoff_page.about")}</p>
      <SaveButton
        {...{ saving, connection }}
        label={t("invitations.handoff_page.save")}
        icon={<DocumentText20Regular />}
        testId="save-handoff"
      />
    </div>
  );
}
