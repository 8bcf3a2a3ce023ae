import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { useStartSignIn } from "../../app/sign_in";
import { useTask } from "../../app/task";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { ConnectionView, ErrorReport } from "../../ipc";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "754px" },
});

interface FailedProps {
  connectionId: string;
  connection: ConnectionView | null;
  report: ErrorReport;
}

/** A sign-in that did not finish: the cause, another try, and the way back. */
export function Failed({ connectionId, connection, report }: FailedProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const startSignIn = useStartSignIn();
  const again = useTask();
  const retry = () => again.run(() => startSignIn(connectionId));
  return (
    <Page title={t("sign_in.failed")}>
      <div className={styles.page}>
        <ProblemCard report={report} connection={connection} onRetry={retry} />
        {again.problem && <ProblemCard report={again.problem} connection={connection} onRetry={retry} />}
        <div>
          <Button onClick={() => go({ screen: "checklist", connectionId, step: "sign-in" })}>
            {t("sign_in.to_checklist")}
          </Button>
        </div>
      </div>
    </Page>
  );
}
