import { Button, Link, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { Checkmark20Regular, Copy20Regular, Open20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { Spoken } from "../../components/Spoken";
import { useWords } from "../../i18n";
import { type DeviceSignInAttempt, useDoor } from "../../ipc";
import { Failed } from "./Failed";
import { PageError } from "./PageError";
import { TimeLeft } from "./TimeLeft";
import { useAttempt } from "./useAttempt";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "754px" },
  step: { margin: `0 0 ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase300 },
  address: { overflowWrap: "anywhere", fontSize: tokens.fontSizeBase400 },
  code: {
    display: "inline-block",
    margin: `0 0 ${tokens.spacingVerticalM}`,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: "0.14em",
    userSelect: "all",
  },
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  second: { marginTop: tokens.spacingVerticalXL },
  warning: { margin: `${tokens.spacingVerticalL} 0 0`, color: tokens.colorNeutralForeground2 },
  left: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

/** Shows the code to type in, and waits until somebody has signed in with it. */
export default function DeviceSignIn({
  connectionId,
  attempt,
}: {
  connectionId: string;
  attempt: DeviceSignInAttempt;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const { connections } = useSession();
  const { stage, failed, leave } = useAttempt(connectionId, attempt.attemptId);
  const connection = connections?.find((one) => one.id === connectionId) ?? null;

  if (failed) return <Failed connectionId={connectionId} connection={connection} report={failed} />;
  return (
    <Page title={t("sign_in.code.title")} lead={t("sign_in.code.lead")}>
      <div className={styles.page} data-testid="device-code">
        <Panel>
          <Address attempt={attempt} />
          <Code attempt={attempt} />
          <p className={styles.warning}>{t("sign_in.code.only_yours")}</p>
        </Panel>
        <Panel className={styles.row}>
          <Spinner
            size="tiny"
            label={t(stage === "waiting" ? "sign_in.code.waiting" : "sign_in.code.checking")}
            role="status"
          />
          <TimeLeft
            className={styles.left}
            expiresAt={attempt.expiresAt}
            words={["sign_in.code.time_left", "sign_in.code.time_over"]}
          />
          <Button data-testid="waiting-cancel" onClick={leave}>
            {t("sign_in.cancel")}
          </Button>
        </Panel>
        <PageError connectionId={connectionId} connection={connection} />
      </div>
    </Page>
  );
}

function Address({ attempt }: { attempt: DeviceSignInAttempt }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  const open = () => opening.run(() => door.openSignInLink(attempt.attemptId));
  return (
    <>
      <h2 className={styles.step}>{t("sign_in.code.page")}</h2>
      <div className={styles.row}>
        <Link as="button" className={styles.address} onClick={open}>
          {attempt.verificationUri}
        </Link>
        <Button
          appearance="primary"
          icon={<Open20Regular />}
          iconPosition="after"
          data-testid="open-code-page"
          onClick={open}
        >
          {t("sign_in.code.open")}
        </Button>
      </div>
      {opening.problem && <ProblemCard report={opening.problem} onRetry={open} />}
    </>
  );
}

/** The code, large enough to be read from another device, and spoken letter by letter. */
function Code({ attempt }: { attempt: DeviceSignInAttempt }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const copying = useTask();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    copying.run(async () => {
      await door.copyUserCode(attempt.attemptId);
      setCopied(true);
    });
  return (
    <div className={styles.second}>
      <h2 className={styles.step}>{t("sign_in.code.type")}</h2>
      <div>
        <span className={styles.code} data-testid="user-code">
          {attempt.userCode}
        </span>
      </div>
      <Spoken>{t("sign_in.code.spoken", { code: [...attempt.userCode].join(" ") })}</Spoken>
      <Button icon={copied ? <Checkmark20Regular /> : <Copy20Regular />} onClick={copy}>
        <span role="status">{t(copied ? "sign_in.code.copied" : "sign_in.code.copy")}</span>
      </Button>
      {copying.problem && <ProblemCard report={copying.problem} onRetry={copy} />}
    </div>
  );
}
