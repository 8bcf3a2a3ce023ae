import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { useSession } from "../../../app/session";
import { Disclosure } from "../../../components/Disclosure";
import { Dismiss20Regular, DocumentTable20Regular, DocumentText20Regular } from "../../../components/icons";
import { Panel } from "../../../components/Panel";
import { StepHeading } from "../../../components/StepHeading";
import { useWords } from "../../../i18n";
import { type InvitationChoice, useDoor } from "../../../ipc";
import { FormChoice, LanguageChoice } from "./choices";
import { LetterDrawing, PagesDrawing } from "./drawings";
import { RedirectPage } from "./RedirectPage";
import { SaveButton } from "./SaveButton";
import { useSaving } from "./useSaving";

const useStyles = makeStyles({
  sheet: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  head: { display: "flex", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  words: { flex: "1 1 auto", minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  lead: { margin: `${tokens.spacingVerticalXXS} 0 0`, color: tokens.colorNeutralForeground2, maxWidth: "90ch" },
  ways: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(320px, 100%), 1fr))",
    gap: tokens.spacingHorizontalM,
  },
  way: {
    display: "flex",
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    "& > svg": { flexShrink: 0 },
    "& > div": { flex: "1 1 auto", minWidth: 0 },
  },
  wayTitle: { margin: 0, fontSize: tokens.fontSizeBase300 },
  wayAbout: {
    margin: `${tokens.spacingVerticalXXS} 0 ${tokens.spacingVerticalM}`,
    color: tokens.colorNeutralForeground2,
  },
  inside: { paddingTop: tokens.spacingVerticalS },
});

interface BulkInvitationsProps {
  connectionId: string;
  tenantIds: string[];
  onClose(): void;
}

/** Invitations for many customers at once. Brings its own sheet. */
export default function BulkInvitations({ connectionId, tenantIds, onClose }: BulkInvitationsProps) {
  const styles = useStyles();
  const { t, language: spoken } = useWords();
  const door = useDoor();
  const { connections } = useSession();
  const connection = connections?.find((one) => one.id === connectionId) ?? null;
  const [choice, setChoice] = useState<InvitationChoice>({ form: "static", language: spoken });
  const table = useSaving(async () => [await door.saveInvitations(connectionId, tenantIds, choice)]);
  const pages = useSaving(() => door.saveHandoff(connectionId, tenantIds, choice.language));
  const count = tenantIds.length;
  return (
    <Panel className={styles.sheet} label={t("invitations.bulk.title", { count })}>
      <div className={styles.head}>
        <div className={styles.words}>
          <StepHeading className={styles.title}>{t("invitations.bulk.title", { count })}</StepHeading>
          <p className={styles.lead}>{t("invitations.bulk.lead")}</p>
        </div>
        <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={t("common.close")} onClick={onClose} />
      </div>
      <LanguageChoice
        label={t("invitations.bulk.language")}
        value={choice.language}
        onChoose={(language) => setChoice({ ...choice, language })}
      />
      <div className={styles.ways}>
        <Way picture={<LetterDrawing />} title={t("invitations.bulk.table")} about={t("invitations.bulk.table_about")}>
          <SaveButton
            saving={table}
            connection={connection}
            label={t("invitations.bulk.save_table")}
            icon={<DocumentTable20Regular />}
            testId="save-invitations"
            primary
          />
        </Way>
        <Way picture={<PagesDrawing />} title={t("invitations.bulk.pages")} about={t("invitations.bulk.pages_about")}>
          <SaveButton
            saving={pages}
            connection={connection}
            label={t("invitations.bulk.save_pages", { count })}
            icon={<DocumentText20Regular />}
            testId="save-handoff-pages"
          />
        </Way>
      </div>
      <Disclosure title={t("invitations.form.title")}>
        <div className={styles.inside}>
          <FormChoice value={choice.form} onChoose={(form) => setChoice({ ...choice, form })} />
        </div>
      </Disclosure>
      {/* Entra takes plain http for the loopback address only. */}
      {connection?.redirectUri.startsWith("http:") && (
        <Disclosure title={t("invitations.redirect.title")}>
          <RedirectPage connection={connection} language={choice.language} />
        </Disclosure>
      )}
    </Panel>
  );
}

function Way({
  picture,
  title,
  about,
  children,
}: Record<"title" | "about", string> & Record<"picture" | "children", ReactNode>) {
  const styles = useStyles();
  return (
    <div className={styles.way}>
      {picture}
      <div>
        <h3 className={styles.wayTitle}>{title}</h3>
        <p className={styles.wayAbout}>{about}</p>
        {children}
      </div>
    </div>
  );
}
