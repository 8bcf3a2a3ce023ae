import { makeStyles, tokens } from "@fluentui/react-components";
import { ChoiceCards } from "../../components/ChoiceCards";
import { Certificate24Regular, Key24Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { type ConnectionView, useDoor } from "../../ipc";
import type { useChecklist } from "./useChecklist";

const useStyles = makeStyles({ choice: { marginBottom: tokens.spacingVerticalL } });

interface CredentialChoiceProps {
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
}

/** How the application proves who it is. Either can be changed for the other at any time. */
export function CredentialChoice({ connection, inHand }: CredentialChoiceProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  return (
    <div className={styles.choice}>
      <ChoiceCards
        question={t("checklist.credential.title")}
        value={connection.goal.credential ?? "secret"}
        onChoose={(credential) => inHand.act(() => door.setCredential(connection.id, credential))}
        choices={[
          {
            value: "certificate",
            testId: "credential-certificate",
            icon: <Certificate24Regular />,
            title: t("checklist.credential.certificate"),
            body: t("checklist.credential.certificate_body"),
            badge: t("checklist.goal.recommended"),
          },
          {
            value: "secret",
            testId: "credential-secret",
            icon: <Key24Regular />,
            title: t("checklist.credential.secret"),
            body: t("checklist.credential.secret_body"),
          },
        ]}
      />
    </div>
  );
}
