import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useNow } from "../../../app/clock";
import { Panel } from "../../../components/Panel";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { type ConnectionView, useDoor } from "../../../ipc";
import { daysLeft } from "./daysLeft";

const MINUTE = 60_000;

/** The bar is full for as long as Handrail's own secrets last, and above. */
const FULL_DAYS = 180;

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  words: { margin: `${tokens.spacingVerticalXS} 0 0` },
  quiet: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
  bar: { marginTop: tokens.spacingVerticalS },
  way: { marginTop: tokens.spacingVerticalM },
});

interface CredentialPanelProps {
  connection: ConnectionView;
  /** As the tenant tells it; null where nobody has looked. */
  ends: string | null;
  /** The way to renew it stands in front of everything. */
  leading: boolean;
  busy: boolean;
  onRenew(): void;
}

/** Until when the app can prove itself, and the way to make that longer. */
export function CredentialPanel({ connection, ends, leading, busy, onRenew }: CredentialPanelProps) {
  const styles = useStyles();
  const { t } = useWords();
  const kind = connection.goal.credential ?? "secret";
  const known = useCertificateEnd(connection.id, kind === "certificate", busy);
  const until = ends ?? known;
  const title = t(`registration.step.${kind}`);
  return (
    <Panel label={title}>
      <h2 className={styles.title}>{title}</h2>
      {until ? <Left until={until} /> : <p className={styles.quiet}>{t("keeping.credential.unknown")}</p>}
      <p className={styles.quiet}>{t(`keeping.kind.${kind}.body`)}</p>
      {!leading && (
        <div className={styles.way}>
          <Button data-testid="new-credential" disabledFocusable={busy} onClick={onRenew}>
            {t(`keeping.kind.${kind}.new`)}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Left({ until }: { until: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(MINUTE);
  const days = daysLeft(until, now);
  const ended = Date.parse(until) <= now;
  const words = ended
    ? t("keeping.credential.ended", { date: format.date(until) })
    : t("keeping.credential.ends", { count: days, date: format.date(until) });
  return (
    <>
      <p className={styles.words} data-testid="credential-ends">
        {words}
      </p>
      <ProgressBar
        className={styles.bar}
        thickness="large"
        value={Math.max(0, Math.min(1, days / FULL_DAYS))}
        color={ended ? "error" : days < 30 ? "warning" : "brand"}
        aria-label={words}
      />
    </>
  );
}

/** When the certificate in use ends; of that nobody has to be asked. It is read anew once something was done. */
function useCertificateEnd(connectionId: string, wanted: boolean, busy: boolean): string | null {
  const door = useDoor();
  const [end, setEnd] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted || busy) return undefined;
    let here = true;
    door.certificates(connectionId).then(
      ({ current, next }) => here && setEnd((current ?? next)?.notAfter ?? null),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [door, connectionId, wanted, busy]);
  return end;
}
