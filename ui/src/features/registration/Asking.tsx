import { Badge, Button, makeStyles, tokens } from "@fluentui/react-components";
import { CopyValue, useCopy } from "../../components/CopyValue";
import { Copy20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { StepHeading } from "../../components/StepHeading";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { ConnectionView, FoundRegistration } from "../../ipc";
import { useStageStyles } from "./stageStyles";
import type { MakingInHand } from "./useRegistration";

const useStyles = makeStyles({
  finds: {
    listStyleType: "none",
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
  },
  find: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  facts: { margin: 0 },
  made: { color: tokens.colorNeutralForeground2 },
});

interface AskingProps {
  connection: ConnectionView;
  making: MakingInHand;
  /** No problem beside it has a button of its own that leads. */
  leads: boolean;
}

/** The tenant is not as the plan had it: what was found, and whether to go on all the same. */
export function Asking({ connection, making, leads }: AskingProps) {
  const { plan, choices } = making;
  const picked = Boolean(choices.repair);
  if (plan && plan.existing.length > 0 && !picked) return <Found {...{ connection, making, leads }} />;
  const repaired = plan?.steps.find(({ id }) => id === "application")?.params.name;
  return <Look {...{ connection, making, leads }} repaired={picked ? (repaired ?? "") : null} />;
}

function Found({ connection, making, leads }: AskingProps) {
  const styles = useStyles();
  const stage = useStageStyles();
  const { t } = useWords();
  const { choices, plan } = making;
  return (
    <Panel label={t("registration.found.title")}>
      <StepHeading className={stage.title}>{t("registration.found.title")}</StepHeading>
      <p className={stage.body}>{t("registration.found.body", { domain: connection.tenantDomain })}</p>
      <ul className={styles.finds}>
        {plan?.existing.map((find, index) => (
          <li key={find.objectId} className={styles.find} data-testid="found-registration">
            <FoundFacts find={find} />
            <div className={stage.ways}>
              <Button
                appearance={index === 0 && leads ? "primary" : "secondary"}
                data-testid="repair-this"
                onClick={() => making.choose({ ...choices, repair: find.objectId })}
              >
                {t("registration.found.repair")}
              </Button>
              {find.link && <CopyLink link={find.link} />}
            </div>
          </li>
        ))}
      </ul>
      <div className={stage.ways}>
        <Button data-testid="make-another" onClick={making.goOn}>
          {t("registration.found.another")}
        </Button>
      </div>
    </Panel>
  );
}

/** Its page in the portal, for the browser in which the person is signed in there. */
function CopyLink({ link }: { link: string }) {
  const { t } = useWords();
  const { said, copy } = useCopy();
  const word =
    said === "copied" ? "common.copied" : said === "failed" ? "common.copy_failed" : "registration.found.open";
  return (
    <Button appearance="subtle" icon={<Copy20Regular />} onClick={() => copy(link)}>
      <span role="status">{t(word)}</span>
    </Button>
  );
}

function FoundFacts({ find }: { find: FoundRegistration }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  return (
    <>
      <div className={styles.head}>
        <h3 className={styles.name}>{find.name}</h3>
        {find.tagged && (
          <Badge appearance="tint" size="small">
            {t("registration.found.tagged")}
          </Badge>
        )}
        {find.createdAt && (
          <span className={styles.made}>{t("registration.found.created", { date: format.date(find.createdAt) })}</span>
        )}
      </div>
      <dl className={styles.facts}>
        <CopyValue label={t("checklist.value.client_id")} value={find.clientId} />
      </dl>
    </>
  );
}

function Look({ connection, making, leads, repaired }: AskingProps & { repaired: string | null }) {
  const stage = useStageStyles();
  const { t } = useWords();
  const repairs = repaired !== null;
  const title = t(repairs ? "registration.found.repairs" : "registration.found.differs");
  return (
    <Panel label={title}>
      <StepHeading key={title} className={stage.title}>
        {title}
      </StepHeading>
      <p className={stage.body}>
        {repairs
          ? t("registration.found.repairs_body", { name: repaired })
          : t("registration.found.differs_body", { domain: connection.tenantDomain })}
      </p>
      <div className={stage.ways}>
        <Button appearance={leads ? "primary" : "secondary"} size="large" data-testid="go-on" onClick={making.goOn}>
          {t(repairs ? "registration.found.go_on_repair" : "registration.found.go_on")}
        </Button>
        {repairs && (
          <Button size="large" onClick={() => making.choose({ ...making.choices, repair: null })}>
            {t("common.cancel")}
          </Button>
        )}
      </div>
    </Panel>
  );
}
