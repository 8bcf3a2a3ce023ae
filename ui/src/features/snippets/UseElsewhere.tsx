import { Button } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { Code20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import type { SnippetCall } from "../../ipc";

/** Leads from what is on screen to the same as a script, a scheduled job or a command. */
export function UseElsewhere({ connectionId, call }: { connectionId: string; call: SnippetCall }) {
  const { t } = useWords();
  const { go } = useRoute();
  return (
    <Button
      icon={<Code20Regular />}
      data-testid="use-elsewhere"
      onClick={() => go({ screen: "snippets", connectionId, call })}
    >
      {t("snippets.use.open")}
    </Button>
  );
}
