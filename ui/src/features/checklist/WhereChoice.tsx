import { Button, Field, Input, makeStyles, Select, Spinner, tokens } from "@fluentui/react-components";
import { useSession } from "../../app/session";
import { ChoiceCards } from "../../components/ChoiceCards";
import { OrganisationDrawing, PracticeDrawing } from "../../components/choices";
import { CheckmarkCircle20Filled } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import type { WherePlace } from "./usePlace";

const useStyles = makeStyles({
  own: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, marginTop: tokens.spacingVerticalM },
  row: { display: "flex", gap: tokens.spacingHorizontalS, alignItems: "center" },
  input: { flex: "1 1 0", minWidth: 0 },
  cloud: { flex: "1 1 0", minWidth: 0 },
  file: { flexShrink: 0, alignSelf: "end" },
  find: { flexShrink: 0, minWidth: "auto" },
  found: { display: "flex", gap: tokens.spacingHorizontalXS, overflowWrap: "anywhere" },
  good: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
});

/** The practice tenant, or an organisation of one's own with its domain and cloud. */
export function WhereChoice({ where }: { where: WherePlace }) {
  const { t } = useWords();
  const { practice } = useSession();
  const off = practice?.running === false;
  return (
    <ChoiceCards
      question={t("checklist.where.title")}
      value={where.place}
      onChoose={where.choose}
      choices={[
        {
          value: "practice",
          testId: "where-practice",
          icon: <PracticeDrawing />,
          title: t("checklist.where.practice"),
          body: off ? t("checklist.where.practice_off") : t("checklist.where.practice_body"),
          disabled: off,
        },
        {
          value: "own",
          testId: "where-own",
          icon: <OrganisationDrawing />,
          title: t("checklist.where.own"),
          body: t("checklist.where.own_body"),
          more: <OwnTenant where={where} />,
        },
      ]}
    />
  );
}

/** The tenant of a domain: typed, looked up, and shown as it was found. */
function OwnTenant({ where }: { where: WherePlace }) {
  const styles = useStyles();
  const { t } = useWords();
  const { domain, clouds, cloudId, found } = where;
  const finding = where.finding.busy;
  const others = clouds.filter((cloud) => !cloud.practice);
  return (
    <form
      className={styles.own}
      onSubmit={(event) => {
        event.preventDefault();
        if (domain.trim()) void where.find();
      }}
    >
      <Field label={t("checklist.where.domain")} hint={t("checklist.where.domain_hint")}>
        {(field) => (
          <div className={styles.row}>
            <Input
              {...field}
              className={styles.input}
              data-testid="where-domain"
              value={domain}
              placeholder="contoso.com"
              autoComplete="off"
              spellCheck={false}
              onChange={(_, { value }) => where.setDomain(value)}
            />
            <Button className={styles.find} type="submit" disabled={finding || domain.trim() === ""}>
              {t("checklist.where.find")}
            </Button>
          </div>
        )}
      </Field>
      <div className={styles.row}>
        <Field className={styles.cloud} label={t("checklist.where.cloud")} size="small">
          <Select value={cloudId ?? ""} onChange={(_, { value }) => where.setCloudId(value || null)}>
            <option value="">{t("checklist.where.cloud_auto")}</option>
            {others.map((cloud) => (
              <option key={cloud.id} value={cloud.id}>
                {cloud.name}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          size="small"
          className={styles.file}
          data-testid="cloud-file"
          title={t("checklist.where.custom_hint")}
          disabled={where.choosing.busy}
          onClick={where.chooseCloudFile}
        >
          {t("checklist.where.custom")}
        </Button>
      </div>
      {where.choosing.problem && <ProblemCard report={where.choosing.problem} />}
      <div role="status">
        {finding && <Spinner size="tiny" label={t("checklist.where.finding")} />}
        {found && (
          <span className={styles.found} data-testid="found-tenant">
            <CheckmarkCircle20Filled className={styles.good} />
            {t("checklist.where.found", {
              name: found.domain,
              cloud: t("common.cloud_line", { name: found.cloudName }),
              tenant: shortId(found.tenantId),
            })}
          </span>
        )}
      </div>
    </form>
  );
}

/** "8d1f…42c7": enough of a GUID to compare by eye. */
export function shortId(id: string): string {
  return id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id;
}
