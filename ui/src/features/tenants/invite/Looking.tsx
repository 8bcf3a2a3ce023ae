import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { Spoken } from "../../../components/Spoken";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";

const useStyles = makeStyles({
  looking: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  bar: { flex: "1 1 160px", maxWidth: "420px" },
});

interface LookingProps {
  progress: { done: number; of: number } | null;
  onCancel(): void;
}

/** Each domain is one question to the sign-in service: how many were asked, and the way out. */
export function Looking({ progress, onCancel }: LookingProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  return (
    <div className={styles.looking} data-testid="looking-up">
      <Spoken>{t("invitations.adding.looking")}</Spoken>
      <ProgressBar
        className={styles.bar}
        aria-label={t("invitations.adding.looking")}
        {...(progress ? { value: progress.done, max: Math.max(1, progress.of) } : {})}
      />
      <span>
        {progress
          ? t("invitations.adding.looked", { done: format.number(progress.done), of: format.number(progress.of) })
          : t("invitations.adding.looking")}
      </span>
      <Button data-testid="cancel-adding" onClick={onCancel}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
