import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useNow } from "../../app/clock";
import { CheckmarkCircle20Filled, ErrorCircle20Filled, Warning20Filled } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { PastedToken } from "../../ipc";

const useStyles = makeStyles({
  tiles: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))",
    gap: tokens.spacingHorizontalXXL,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: {
    display: "flex",
    gap: tokens.spacingHorizontalXS,
    margin: `${tokens.spacingVerticalXXS} 0 0`,
    overflowWrap: "anywhere",
    "& > span": { minWidth: 0 },
  },
  good: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  bad: { flexShrink: 0, color: tokens.colorPaletteRedForeground1 },
  line: { display: "block" },
  mono: { display: "block", fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  facts: {
    display: "grid",
    gridTemplateColumns: "max-content 1fr",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: `${tokens.spacingVerticalL} 0`,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    "& dt": { color: tokens.colorNeutralForeground2 },
    "& dd": { margin: 0, overflowWrap: "anywhere" },
  },
  kept: { display: "flex", gap: tokens.spacingHorizontalXS, margin: 0, color: tokens.colorNeutralForeground2 },
  warn: { flexShrink: 0, color: tokens.colorPaletteMarigoldForeground1 },
});

/** The audience doctor: which doors a pasted token opens, what it lacks for them, and until when. */
export function TokenAnswer({ token }: { token: PastedToken }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(30_000);
  const expired = token.expired || Date.parse(token.expires) <= now;
  return (
    <Panel>
      <dl className={styles.tiles} data-testid="diagnosis-token" data-expired={expired}>
        <Tile name={t("diagnosis.token.opens")} good={token.opens.length > 0 && !expired}>
          {token.opens.length === 0 && t("diagnosis.token.opens_none")}
          {token.opens.map((api) => (
            <span key={api} className={styles.line}>
              {t(`common.api.${api}`)}
            </span>
          ))}
        </Tile>
        <Tile name={t("diagnosis.token.lacks")} good={token.missing.length === 0}>
          {token.missing.length === 0 && t("diagnosis.token.lacks_none")}
          {token.missing.map((permission) => (
            <span key={permission} className={styles.mono}>
              {permission}
            </span>
          ))}
        </Tile>
        <Tile name={t(expired ? "diagnosis.token.expired" : "diagnosis.token.expires")} good={!expired}>
          <time dateTime={token.expires}>{format.moment(token.expires)}</time>
        </Tile>
      </dl>
      <dl className={styles.facts}>
        <dt>{t("diagnosis.token.audience")}</dt>
        <dd className={styles.mono}>{token.audience}</dd>
        <dt>{t(`token.kind.${token.kind}`)}</dt>
        <dd>{token.permissions.length > 0 ? format.list(token.permissions) : t("token.no_permissions")}</dd>
        <dt>{t("checklist.value.tenant_id")}</dt>
        <dd className={styles.mono}>{token.tenantId}</dd>
        <dt>{t("checklist.value.client_id")}</dt>
        <dd className={styles.mono}>{token.clientId}</dd>
      </dl>
      <p className={styles.kept}>
        <Warning20Filled className={styles.warn} />
        <span>{t("diagnosis.token.kept")}</span>
      </p>
    </Panel>
  );
}

function Tile({ name, good, children }: { name: string; good: boolean; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        {good ? <CheckmarkCircle20Filled className={styles.good} /> : <ErrorCircle20Filled className={styles.bad} />}
        <span>{children}</span>
      </dd>
    </div>
  );
}
