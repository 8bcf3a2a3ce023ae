import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../app/task";
import { Copy20Regular, Open20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type SignInAttempt, useDoor } from "../../ipc";

const useStyles = makeStyles({
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalM },
});

/** The ways out of a wait for the browser: the page once more, its address for another browser, and giving up. */
export function AttemptLinks({ attempt, onCancel }: { attempt: SignInAttempt; onCancel(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const task = useTask();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    task.run(async () => {
      await door.copySignInLink(attempt.attemptId);
      setCopied(true);
    });
  return (
    <>
      <div className={styles.actions}>
        <Button
          icon={<Open20Regular />}
          iconPosition="after"
          onClick={() => task.run(() => door.openSignInLink(attempt.attemptId))}
        >
          {t("sign_in.open_again")}
        </Button>
        <Button icon={<Copy20Regular />} data-testid="waiting-copy-link" onClick={copy}>
          <span role="status">{t(copied ? "sign_in.link_copied" : "sign_in.copy_link")}</span>
        </Button>
        <Button data-testid="waiting-cancel" onClick={onCancel}>
          {t("sign_in.cancel")}
        </Button>
      </div>
      {task.problem && <ProblemCard report={task.problem} />}
    </>
  );
}
