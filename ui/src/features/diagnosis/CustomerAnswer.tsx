import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { PastedAnswer } from "../../ipc";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  body: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
});

interface CustomerAnswerProps {
  answer: PastedAnswer;
  /** Nothing else on the screen comes first. */
  first: boolean;
}

/** The answer of a partner's customer to a consent link: the board knows what is behind it. */
export function CustomerAnswer({ answer: { connectionId, tenantId, domain }, first }: CustomerAnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  return (
    <Panel>
      <h3 className={styles.title}>{t("diagnosis.customer.title", { domain })}</h3>
      <p className={styles.body}>{t("diagnosis.customer.body")}</p>
      <Button
        appearance={first ? "primary" : "secondary"}
        data-testid="diagnosis-customer"
        onClick={() => go({ screen: "customers", connectionId, tenantId })}
      >
        {t("diagnosis.customer.open")}
      </Button>
    </Panel>
  );
}
