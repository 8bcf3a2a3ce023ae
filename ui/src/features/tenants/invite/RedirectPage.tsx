import { makeStyles, tokens } from "@fluentui/react-components";
import { Globe20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";
import { type ConnectionView, type Language, useDoor } from "../../../ipc";
import { SaveButton } from "./SaveButton";
import { useSaving } from "./useSaving";

const useStyles = makeStyles({
  about: { margin: `${tokens.spacingVerticalS} 0`, color: tokens.colorNeutralForeground2 },
});

/** What the customer's browser shows at the end, and a page of the partner's own for it. */
export function RedirectPage({ connection, language }: { connection: ConnectionView | null; language: Language }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const saving = useSaving(async () => [await door.saveRedirectPage(language)]);
  return (
    <>
      <p className={styles.about}>{t("invitations.redirect.loopback")}</p>
      <p className={styles.about}>{t("invitations.redirect.own_page")}</p>
      <SaveButton
        {...{ saving, connection }}
        label={t("invitations.redirect.save")}
        icon={<Globe20Regular />}
        testId="save-redirect-page"
      />
    </>
  );
}
