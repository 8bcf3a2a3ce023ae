import { makeStyles, tokens } from "@fluentui/react-components";
import { useStartSignIn } from "../../app/sign_in";
import { useTask } from "../../app/task";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { Explain } from "../diagnosis/Explain";

const useStyles = makeStyles({
  lead: { margin: `${tokens.spacingVerticalL} 0 0`, color: tokens.colorNeutralForeground2 },
});

interface PageErrorProps {
  connectionId: string;
  /** Whose registration the sign-in goes through; null where it is another app's. */
  connection: ConnectionView | null;
  /** Tries again in another way than with an ordinary sign-in. */
  onRetry?: () => void;
}

/** Some errors are shown by Microsoft's page alone and never come back: here they can be pasted. */
export function PageError({ connectionId, connection, onRetry }: PageErrorProps) {
  const styles = useStyles();
  const { t } = useWords();
  const startSignIn = useStartSignIn();
  const again = useTask();
  return (
    <Disclosure title={t("sign_in.error_title")}>
      <p className={styles.lead}>{t("sign_in.error_body")}</p>
      <Explain connection={connection} onRetry={onRetry ?? (() => again.run(() => startSignIn(connectionId)))} />
    </Disclosure>
  );
}
