import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTask } from "../../../app/task";
import { Checkmark20Regular, Link20Regular, Mail20Regular } from "../../../components/icons";
import { ProblemCard } from "../../../components/ProblemCard";
import { useWords } from "../../../i18n";
import { type ConnectionView, type Invitation, type InvitationChoice, type Language, useDoor } from "../../../ipc";
import { QrCode } from "./QrCode";

const useStyles = makeStyles({
  letter: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minWidth: 0 },
  // As a mail looks: what it is about on top, and below the text, which scrolls in itself.
  paper: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
  },
  subject: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  label: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  text: {
    maxHeight: "240px",
    overflow: "auto",
    padding: tokens.spacingHorizontalM,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    userSelect: "text",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  actions: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  said: { color: tokens.colorNeutralForeground2 },
  // The picture and, where the panel is wide enough, the link beside it.
  qr: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalL,
    alignItems: "center",
    margin: 0,
    "& figcaption": { flex: "1 1 180px", minWidth: 0 },
  },
  link: {
    display: "block",
    marginTop: tokens.spacingVerticalXS,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
    userSelect: "all",
  },
});

interface LetterProps {
  connectionId: string;
  connection: ConnectionView | null;
  tenantId: string;
  choice: InvitationChoice;
  /** Null until it was written. */
  invitation: Invitation | null;
  primary: boolean;
  onChanged(): void;
}

/**
 * The message as it will be sent, and its link as a picture. What is done with them comes first: it must be in sight. The
 * desktop fills the clipboard.
 */
export function Letter(props: LetterProps) {
  const { connectionId, connection, tenantId, choice, invitation, primary, onChanged } = props;
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [copied, setCopied] = useState<{ part: "link" | "message"; invitation: Invitation | null } | null>(null);
  const copy = (part: "link" | "message") =>
    run(async () => {
      setCopied(null);
      await door.copyInvitation(connectionId, tenantId, choice, part);
      setCopied({ part, invitation });
      onChanged();
    });
  // What was copied is not what stands here once the language is another.
  const said = copied?.invitation === invitation ? copied?.part : undefined;
  return (
    <div className={styles.letter}>
      <div className={styles.actions}>
        <Button
          appearance={primary ? "primary" : "secondary"}
          icon={said === "message" ? <Checkmark20Regular /> : <Mail20Regular />}
          data-testid="copy-message"
          disabledFocusable={busy || !invitation}
          onClick={() => copy("message")}
        >
          {t("invitations.invitation.copy_message")}
        </Button>
        <Button
          icon={said === "link" ? <Checkmark20Regular /> : <Link20Regular />}
          data-testid="copy-link"
          disabledFocusable={busy || !invitation}
          onClick={() => copy("link")}
        >
          {t("invitations.invitation.copy_link")}
        </Button>
        <span role="status" className={styles.said}>
          {said && t(`invitations.invitation.copied_${said}`)}
        </span>
      </div>
      {problem && <ProblemCard report={problem} connection={connection} />}
      {invitation ? (
        <Paper {...{ invitation }} language={choice.language} />
      ) : (
        <Spinner size="small" labelPosition="after" label={t("common.loading")} />
      )}
      {invitation && <LinkPicture invitation={invitation} />}
    </div>
  );
}

/** A mail before it is sent. */
function Paper({ invitation, language }: { invitation: Invitation; language: Language }) {
  const styles = useStyles();
  const { t, language: spoken } = useWords();
  const { domain, subject, message } = invitation;
  return (
    <div className={styles.paper} lang={language}>
      <p className={styles.subject}>
        <span className={styles.label} lang={spoken}>
          {t("invitations.invitation.subject")}
        </span>{" "}
        {subject}
      </p>
      {/* A long text scrolls in itself, so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
      <section tabIndex={0} className={styles.text} aria-label={t("invitations.invitation.text", { domain })}>
        {message}
      </section>
    </div>
  );
}

/** The link for cameras, and for those who want to read it. */
function LinkPicture({ invitation: { domain, link, qr } }: { invitation: Invitation }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <figure className={styles.qr}>
      <QrCode qr={qr} label={t("invitations.invitation.qr", { domain })} />
      <figcaption>
        {t("invitations.invitation.qr_about")}
        <span className={styles.link} data-testid="invitation-link">
          {link}
        </span>
      </figcaption>
    </figure>
  );
}
