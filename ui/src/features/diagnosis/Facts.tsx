import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { ConnectionView, Diagnosis, ErrorReport } from "../../ipc";

const useStyles = makeStyles({
  facts: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(200px, 1fr))",
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    margin: 0,
    "& dt": { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
    "& dd": { margin: `${tokens.spacingVerticalXXS} 0 0`, fontWeight: tokens.fontWeightSemibold },
  },
  go: { display: "block", marginTop: tokens.spacingVerticalXS },
});

interface FactsProps {
  diagnosis: Diagnosis;
  finding: ErrorReport;
  connection: ConnectionView | null;
}

/** Beside the cause: how sure it is, who can put it right, and where it belongs. */
export function Facts({ diagnosis, finding, connection }: FactsProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <Panel>
      <dl className={styles.facts}>
        <Fact name={t("diagnosis.sure.title")}>
          <span data-testid="diagnosis-sure">{t(`diagnosis.sure.${finding.confidence}`)}</span>
        </Fact>
        {diagnosis.who && (
          <Fact name={t("diagnosis.who.title")}>
            <span data-testid="diagnosis-who">{t(`diagnosis.who.${diagnosis.who}`)}</span>
          </Fact>
        )}
        {finding.step && finding.step !== "unknown" && (
          <Fact name={t("diagnosis.step.title")}>
            <span data-testid="diagnosis-step" data-step={finding.step}>
              {t(`checklist.steps.${finding.step}.title`)}
            </span>
            {connection && <GoToStep connection={connection} step={finding.step} />}
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Offered where the connection's checklist has that step. */
function GoToStep({ connection, step }: { connection: ConnectionView; step: NonNullable<ErrorReport["step"]> }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const { health } = useSession();
  if (!health.get(connection.id)?.steps.includes(step)) return null;
  return (
    <Button
      className={styles.go}
      size="small"
      data-testid="diagnosis-go-step"
      onClick={() => go({ screen: "checklist", connectionId: connection.id, step })}
    >
      {t("diagnosis.step.go")}
    </Button>
  );
}
