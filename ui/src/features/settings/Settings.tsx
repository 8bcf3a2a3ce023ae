import { Button, Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { usePreferences } from "../../app/preferences";
import { useRoute } from "../../app/route";
import { useTask } from "../../app/task";
import { FolderOpen20Regular } from "../../components/icons";
import { Page } from "../../components/Page";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type Language, type Theme, useDoor } from "../../ipc";

const KEPT = ["connections", "secrets", "tokens", "incidents"] as const;

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "720px" },
  fields: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXL },
  select: { maxWidth: "280px" },
  folder: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  path: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  file: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  heading: { margin: `0 0 ${tokens.spacingVerticalM}`, fontSize: tokens.fontSizeBase400 },
  help: { margin: `0 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
  kept: {
    margin: 0,
    "& dt": { fontWeight: tokens.fontWeightSemibold },
    "& dd": { margin: `0 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
  },
});

export default function Settings() {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { go } = useRoute();
  const folderId = useId();
  const { preferences, change, adopt } = usePreferences();
  const { problem, run } = useTask();
  const choose = () => run(async () => adopt(await door.chooseFolder()));
  return (
    <Page title={t("settings.title")}>
      <div className={styles.page}>
        {problem && <ProblemCard report={problem} />}
        <Panel className={styles.fields}>
          <Field label={t("settings.language")} hint={t("settings.language_hint")}>
            <Select
              className={styles.select}
              data-testid="language-select"
              value={preferences.language ?? "system"}
              onChange={(_, { value }) =>
                run(() => change({ language: value === "system" ? null : (value as Language) }))
              }
            >
              <option value="system">{t("settings.system")}</option>
              <option value="en" lang="en">
                {t("settings.english")}
              </option>
              <option value="fr" lang="fr">
                {t("settings.french")}
              </option>
            </Select>
          </Field>
          <Field label={t("settings.theme")} hint={t("settings.theme_hint")}>
            <Select
              className={styles.select}
              data-testid="theme-select"
              value={preferences.theme}
              onChange={(_, { value }) => run(() => change({ theme: value as Theme }))}
            >
              <option value="system">{t("settings.system")}</option>
              <option value="light">{t("settings.light")}</option>
              <option value="dark">{t("settings.dark")}</option>
            </Select>
          </Field>
          <div className={styles.file}>
            <div id={folderId}>{t("settings.folder")}</div>
            <div className={styles.folder}>
              <span className={styles.path}>{preferences.folder}</span>
              <Button icon={<FolderOpen20Regular />} aria-describedby={folderId} onClick={choose}>
                {t("settings.choose")}
              </Button>
            </div>
            <div className={styles.hint}>{t("settings.folder_hint")}</div>
          </div>
          <CloudFile />
        </Panel>
        <Panel>
          <h2 className={styles.heading}>{t("support.settings")}</h2>
          <p className={styles.help}>{t("support.settings_body")}</p>
          <Button
            data-testid="settings-support"
            onClick={() => go({ screen: "support", connectionId: null, from: { screen: "settings" } })}
          >
            {t("support.settings_open")}
          </Button>
        </Panel>
        <Panel>
          <h2 className={styles.heading}>{t("settings.kept")}</h2>
          <dl className={styles.kept}>
            {KEPT.map((what) => [
              <dt key={what}>{t(`settings.kept_${what}`)}</dt>,
              <dd key={`${what} where`}>{t(`settings.kept_${what}_body`)}</dd>,
            ])}
          </dl>
        </Panel>
      </div>
    </Page>
  );
}

/** The file of a cloud of the person's own: an emulator, or a place that Handrail does not know yet. */
function CloudFile() {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const label = useId();
  const { preferences, adopt } = usePreferences();
  const choosing = useTask();
  const { cloud_file: file, cloud_problem: broken } = preferences;
  const problem = choosing.problem ?? broken;
  const choose = () => choosing.run(async () => adopt(await door.chooseCloudFile()));
  return (
    <div className={styles.file}>
      <div id={label}>{t("settings.cloud_file")}</div>
      {problem && <ProblemCard report={problem} />}
      <div className={styles.folder}>
        <span className={file ? styles.path : undefined}>{file ?? t("settings.cloud_file_none")}</span>
        <Button
          appearance={problem ? "primary" : "secondary"}
          aria-describedby={label}
          data-testid="choose-cloud-file"
          disabled={choosing.busy}
          onClick={choose}
        >
          {t("settings.cloud_file_choose")}
        </Button>
        {file && (
          <Button
            disabled={choosing.busy}
            onClick={() => choosing.run(async () => adopt(await door.forgetCloudFile()))}
          >
            {t("settings.cloud_file_forget")}
          </Button>
        )}
      </div>
      <div className={styles.hint}>{t("settings.cloud_file_hint")}</div>
    </div>
  );
}
