import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../app/route";
import { useWords } from "../i18n";
import type { ConnectionView } from "../ipc";

const useStyles = makeStyles({
  link: { marginTop: tokens.spacingVerticalS, paddingLeft: 0, minWidth: 0, fontWeight: tokens.fontWeightRegular },
});

/** The quiet way on for somebody whom the words of a problem did not help. */
export function SupportLink({ connection }: { connection: ConnectionView | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const { route, go } = useRoute();
  if (route.screen === "support") return null;
  return (
    <div>
      <Button
        className={styles.link}
        appearance="transparent"
        size="small"
        data-testid="support-link"
        onClick={() => go({ screen: "support", connectionId: connection?.id ?? null, from: route })}
      >
        {t("support.link")}
      </Button>
    </div>
  );
}
