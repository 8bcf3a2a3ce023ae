import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import { useNow } from "../../app/clock";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useStartSignIn } from "../../app/sign_in";
import { useTask } from "../../app/task";
import { PlugsDrawing } from "../../components/drawings";
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type ConnectionView, type TokenView, useDoor } from "../../ipc";
import { Checks } from "./Checks";
import { Claims } from "./Claims";
import { LifeRing } from "./LifeRing";

const useStyles = makeStyles({
  verdict: { display: "flex", gap: tokens.spacingHorizontalXXL, alignItems: "center" },
  verdictTitle: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  soft: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 3fr) minmax(0, 2fr)",
    gap: tokens.spacingHorizontalL,
    alignItems: "start",
  },
  heading: { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase400 },
  facts: {
    margin: 0,
    "& dt": { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
    "& dd": { margin: `0 0 ${tokens.spacingVerticalM}`, overflowWrap: "anywhere" },
  },
  mono: { display: "block", fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

export default function Token({ connectionId }: { connectionId: string | null }) {
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  if (connection) return <TokenOf connection={connection} />;
  return (
    <Page title={t("token.title")}>
      <Empty picture={<PlugsDrawing />} title={t("token.none_title")} body={t("token.none_body")}>
        <Button appearance="primary" onClick={() => go({ screen: "setup" })}>
          {t("app.nav.setup")}
        </Button>
      </Empty>
    </Page>
  );
}

function TokenOf({ connection }: { connection: ConnectionView }) {
  const { t } = useWords();
  const door = useDoor();
  const { learn, noteToken } = useSession();
  const startSignIn = useStartSignIn();
  const { busy, problem, run } = useTask();
  const [token, setToken] = useState<TokenView | null>(null);
  const { id } = connection;
  const person = connection.goal.context === "user";

  const show = useCallback(async () => {
    const view = await door.token(id);
    setToken(view);
    noteToken(id, view.expires);
  }, [door, id, noteToken]);
  useEffect(() => void run(show), [run, show]);

  const renew = () =>
    run(async () => {
      if (person) return startSignIn(id);
      learn(await door.check(id));
      return show();
    });
  return (
    <Page
      title={t("token.title")}
      lead={t("token.lead", { api: t(`common.api.${connection.goal.api}`) })}
      actions={
        <Button appearance={problem ? "secondary" : "primary"} disabled={busy} onClick={renew}>
          {t(busy && token ? "token.taking" : person ? "token.sign_in_again" : "token.take_new")}
        </Button>
      }
    >
      {problem && <ProblemCard report={problem} connection={connection} onRetry={renew} />}
      {busy && !token && <Spinner label={t("common.loading")} delay={300} />}
      {token && <TokenSheet token={token} connection={connection} />}
    </Page>
  );
}

function TokenSheet({ token, connection }: { token: TokenView; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const who =
    token.kind === "application" ? t("token.who_application") : (token.account ?? t("token.who_user_unknown"));
  return (
    <>
      <Verdict token={token} connection={connection} />
      <div className={styles.columns}>
        <Panel>
          <h2 className={styles.heading}>{t("token.checks")}</h2>
          <Checks checks={token.checks} signature={token.signature} />
        </Panel>
        <Panel>
          <dl className={styles.facts}>
            <dt>{t("token.who")}</dt>
            <dd>
              {who}
              <span className={styles.mono}>{token.clientId}</span>
            </dd>
            <dt>{t("token.permissions")}</dt>
            <dd>
              {token.permissions.length === 0 && t("token.no_permissions")}
              {token.permissions.map((permission) => (
                <span key={permission} className={styles.mono}>
                  {permission}
                </span>
              ))}
            </dd>
            <dt>{t(`token.kind.${token.kind}`)}</dt>
            <dd className={styles.mono}>{token.audience}</dd>
            <dt>{t("token.issued")}</dt>
            <dd>{format.moment(token.issued)}</dd>
            <dt>{t("token.expires")}</dt>
            <dd>{format.moment(token.expires)}</dd>
          </dl>
        </Panel>
      </div>
      <Panel>
        <h2 className={styles.heading}>{t("token.claims")}</h2>
        <Claims claims={token.claims} />
      </Panel>
    </>
  );
}

/** One sentence: does this token open the door, until when, and if not, why. */
function Verdict({ token, connection }: { token: TokenView; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(1000);
  const expired = Date.parse(token.expires) <= now;
  const api = t(`common.api.${connection.goal.api}`);
  const words = expired
    ? [t("token.expired"), t("token.expired_body")]
    : token.missing.length > 0
      ? [t("token.missing_permission", { permissions: format.list(token.missing) }), t("token.missing_body")]
      : token.usable
        ? [t("token.usable"), t("token.usable_body", { api, time: format.time(token.expires) })]
        : [t("token.not_usable"), t("token.not_usable_body")];
  return (
    <Panel className={styles.verdict}>
      <LifeRing issued={token.issued} expires={token.expires} now={now} />
      <div>
        <h2 className={styles.verdictTitle} data-testid="token-verdict" data-usable={token.usable && !expired}>
          {words[0]}
        </h2>
        <p className={styles.soft}>{words[1]}</p>
      </div>
    </Panel>
  );
}
