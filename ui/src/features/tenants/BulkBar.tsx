import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { useTask } from "../../app/task";
import {
  ArrowSync20Regular,
  ArrowUndo20Regular,
  Mail20Regular,
  Prohibited20Regular,
  QuestionCircle20Regular,
} from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useDoor } from "../../ipc";
import { RemoveCustomers } from "./RemoveCustomers";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorBrandBackground2,
    borderRadius: `${tokens.borderRadiusXLarge} ${tokens.borderRadiusXLarge} 0 0`,
  },
  count: { fontWeight: tokens.fontWeightSemibold, marginRight: tokens.spacingHorizontalS },
  end: { marginLeft: "auto" },
});

interface BulkBarProps {
  connectionId: string;
  tenantIds: string[];
  onInvite(): void;
  onLook(): void;
  /** The customers are different now. */
  onChanged(): void;
  /** Nothing is to be chosen any more. */
  onClear(): void;
}

/** What can be done with the customers that were chosen. */
export function BulkBar({ connectionId, tenantIds, onInvite, onLook, onChanged, onClear }: BulkBarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { go } = useRoute();
  const { busy, problem, run } = useTask();
  const skip = (skipped: boolean) =>
    run(async () => {
      await door.skipCustomers(connectionId, tenantIds, skipped);
      onChanged();
    });
  return (
    <>
      <section aria-label={t("tenants.bulk.label")} className={styles.bar} data-testid="bulk-bar">
        <span role="status" className={styles.count}>
          {t("tenants.bulk.chosen", { count: tenantIds.length })}
        </span>
        <Button size="small" icon={<Mail20Regular />} data-testid="bulk-invite" onClick={onInvite}>
          {t("tenants.bulk.invite")}
        </Button>
        <Button
          size="small"
          icon={<QuestionCircle20Regular />}
          data-testid="bulk-ask"
          onClick={() => go({ screen: "sweep", connectionId, tenantIds })}
        >
          {t("tenants.bulk.ask")}
        </Button>
        <Button size="small" icon={<ArrowSync20Regular />} data-testid="bulk-look" onClick={onLook}>
          {t("tenants.look.action")}
        </Button>
        <Button
          size="small"
          icon={<Prohibited20Regular />}
          disabled={busy}
          data-testid="bulk-skip"
          onClick={() => skip(true)}
        >
          {t("tenants.skip.action")}
        </Button>
        <Button
          size="small"
          icon={<ArrowUndo20Regular />}
          disabled={busy}
          data-testid="bulk-take-back"
          onClick={() => skip(false)}
        >
          {t("tenants.skip.back")}
        </Button>
        <RemoveCustomers connectionId={connectionId} tenantIds={tenantIds} onRemoved={onChanged} />
        <Button size="small" appearance="subtle" className={styles.end} onClick={onClear}>
          {t("tenants.bulk.clear")}
        </Button>
      </section>
      {problem && <ProblemCard report={problem} />}
    </>
  );
}
