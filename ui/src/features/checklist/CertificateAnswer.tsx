import { Badge, Button, Field, makeStyles, Select, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import { useTask } from "../../app/task";
import { CopyValue } from "../../components/CopyValue";
import { Disclosure } from "../../components/Disclosure";
import { Copy20Regular, Save20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import {
  type CertificateLifetime,
  type CertificatesView,
  type CertificateView,
  type ConnectionView,
  useDoor,
} from "../../ipc";
import { CredentialChoice } from "./CredentialChoice";
import type { useChecklist } from "./useChecklist";

const LIFETIMES: CertificateLifetime[] = ["one_year", "six_months", "three_months"];

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "end", gap: tokens.spacingHorizontalM },
  sheet: {
    marginBottom: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, margin: 0, fontSize: "inherit" },
  values: { margin: 0 },
  note: { margin: `${tokens.spacingVerticalXS} 0`, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

interface CertificateAnswerProps {
  connection: ConnectionView;
  inHand: ReturnType<typeof useChecklist>;
  primary: boolean;
  /** The public half is where the portal can take it from. */
  onMade(): void;
}

/** The certificate: made by Handrail, its public half saved for the portal, its thumbprint to compare. */
export function CertificateAnswer({ connection, inHand, primary, onMade }: CertificateAnswerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { certificates, making, make } = useCertificates(connection.id);
  const wanted = certificates?.next ?? certificates?.current ?? null;
  return (
    <>
      <CredentialChoice connection={connection} inHand={inHand} />
      {making.problem && <ProblemCard report={making.problem} connection={connection} />}
      {certificates && !wanted && <Maker primary={primary} busy={making.busy} onMake={make} />}
      {certificates?.next && certificates.current && (
        <Sheet certificate={certificates.current} title={t("checklist.certificate.current")} />
      )}
      {certificates && wanted && (
        <>
          <Sheet
            certificate={wanted}
            title={t(certificates.next ? "checklist.certificate.next" : "checklist.certificate.current")}
          />
          {certificates.next && certificates.current && (
            <p className={styles.note}>{t("checklist.certificate.next_body")}</p>
          )}
          <PublicHalf connectionId={connection.id} primary={primary} onTaken={onMade} />
          <Disclosure title={t("checklist.certificate.with_key")}>
            <WithKey connectionId={connection.id} />
          </Disclosure>
          <Disclosure title={t("checklist.certificate.rotate")}>
            <p className={styles.note}>{t("checklist.certificate.rotate_body")}</p>
            <Maker primary={false} busy={making.busy} onMake={make} />
          </Disclosure>
        </>
      )}
    </>
  );
}

function useCertificates(connectionId: string) {
  const door = useDoor();
  const making = useTask();
  const [certificates, setCertificates] = useState<CertificatesView | null>(null);
  const { run } = making;
  useEffect(() => {
    void run(async () => setCertificates(await door.certificates(connectionId)));
  }, [door, connectionId, run]);
  const make = useCallback(
    (lifetime: CertificateLifetime) =>
      run(async () => setCertificates(await door.makeCertificate(connectionId, lifetime))),
    [door, connectionId, run],
  );
  return { certificates, making, make };
}

interface MakerProps {
  primary: boolean;
  busy: boolean;
  onMake(lifetime: CertificateLifetime): void;
}

function Maker({ primary, busy, onMake }: MakerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [lifetime, setLifetime] = useState<CertificateLifetime>("one_year");
  return (
    <div className={styles.row}>
      <Field label={t("checklist.certificate.lifetime")}>
        <Select value={lifetime} onChange={(_, { value }) => setLifetime(value as CertificateLifetime)}>
          {LIFETIMES.map((one) => (
            <option key={one} value={one}>
              {t(`checklist.certificate.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Button
        appearance={primary ? "primary" : "secondary"}
        data-testid="make-certificate"
        data-answer
        disabledFocusable={busy}
        {...(busy ? { icon: <Spinner size="extra-tiny" /> } : {})}
        onClick={() => onMake(lifetime)}
      >
        {t(busy ? "checklist.certificate.making" : "checklist.certificate.make")}
      </Button>
    </div>
  );
}

const TONE = { valid: "success", expires_soon: "warning", expired: "danger" } as const;

function Sheet({ certificate, title }: { certificate: CertificateView; title: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  return (
    <section className={styles.sheet} aria-label={title} data-testid="certificate">
      <h3 className={styles.head}>
        {title}
        <Badge appearance="tint" size="small" color={TONE[certificate.state]}>
          {t(`checklist.certificate.${certificate.state}`)}
        </Badge>
      </h3>
      <dl className={styles.values}>
        <CopyValue label={t("checklist.certificate.thumbprint")} value={certificate.thumbprint} />
      </dl>
      <p className={styles.note}>
        {t("checklist.certificate.until")} {format.date(certificate.notAfter)} · {certificate.subject}
      </p>
      <p className={styles.note}>{t(`checklist.certificate.${certificate.key}`)}</p>
    </section>
  );
}

/** The half that goes to the portal: as a file, or as text. The private one is nowhere in this window. */
function PublicHalf({ connectionId, primary, onTaken }: { connectionId: string; primary: boolean; onTaken(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const saving = useTask();
  const [path, setPath] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const save = () =>
    saving.run(async () => {
      const saved = await door.saveCertificate(connectionId);
      if (!saved) return;
      setPath(saved);
      onTaken();
    });
  const copy = () =>
    saving.run(async () => {
      await door.copyCertificate(connectionId);
      setCopied(true);
      onTaken();
    });
  return (
    <>
      {saving.problem && <ProblemCard report={saving.problem} onRetry={save} />}
      <div className={styles.row}>
        <Button
          appearance={primary && !path ? "primary" : "secondary"}
          icon={<Save20Regular />}
          data-testid="save-certificate"
          data-answer
          disabled={saving.busy}
          onClick={save}
        >
          {t("checklist.certificate.save")}
        </Button>
        <Button icon={<Copy20Regular />} disabled={saving.busy} onClick={copy}>
          {t("checklist.certificate.copy")}
        </Button>
      </div>
      <p className={styles.note} role="status">
        {path ? t("checklist.certificate.saved", { path }) : copied && t("checklist.certificate.text_copied")}
      </p>
    </>
  );
}

/** The certificate with its private key, for another program. Rust encrypts it, and puts the password into the clipboard. */
function WithKey({ connectionId }: { connectionId: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const saving = useTask();
  const [path, setPath] = useState<string | null>(null);
  const save = () => saving.run(async () => setPath(await door.saveCertificateWithKey(connectionId)));
  return (
    <>
      <p className={styles.note}>{t("checklist.certificate.with_key_body")}</p>
      {saving.problem && <ProblemCard report={saving.problem} onRetry={save} />}
      <Button
        icon={<Save20Regular />}
        data-testid="save-certificate-with-key"
        disabledFocusable={saving.busy}
        onClick={save}
      >
        {t("checklist.certificate.save_with_key")}
      </Button>
      <p className={styles.note} role="status">
        {path && t("checklist.certificate.saved_with_key", { path })}
      </p>
    </>
  );
}
