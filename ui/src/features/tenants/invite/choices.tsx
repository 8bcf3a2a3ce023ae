import { Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useWords } from "../../../i18n";
import type { InvitationChoice, Language, LinkForm } from "../../../ipc";

/** Each by its own name, so that whoever cannot read the window's language finds theirs. */
const LANGUAGES = [
  ["en", "settings.english"],
  ["fr", "settings.french"],
] as const satisfies readonly [Language, string][];
const FORMS = ["static", "scoped"] as const satisfies readonly LinkForm[];

const useStyles = makeStyles({
  about: { display: "block", color: tokens.colorNeutralForeground2 },
});

/** What a customer reads is in their language, whatever the window speaks. */
export function likelyLanguage(domain: string, spoken: Language): Language {
  return domain.toLowerCase().endsWith(".fr") ? "fr" : spoken;
}

interface LanguageChoiceProps {
  label: string;
  value: InvitationChoice["language"];
  onChoose(language: Language): void;
}

export function LanguageChoice({ label, value, onChoose }: LanguageChoiceProps) {
  const { t } = useWords();
  return (
    <Field label={label}>
      <RadioGroup layout="horizontal" value={value} onChange={(_, chosen) => onChoose(chosen.value as Language)}>
        {LANGUAGES.map(([language, name]) => (
          <Radio key={language} value={language} label={t(name)} data-testid={`customer-language-${language}`} />
        ))}
      </RadioGroup>
    </Field>
  );
}

interface FormChoiceProps {
  value: InvitationChoice["form"];
  onChoose(form: LinkForm): void;
}

/** The two forms of the consent page: all that the registration names, or only what is wanted now. */
export function FormChoice({ value, onChoose }: FormChoiceProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <RadioGroup
      aria-label={t("invitations.form.title")}
      value={value}
      onChange={(_, chosen) => onChoose(chosen.value as LinkForm)}
    >
      {FORMS.map((form) => (
        <Radio
          key={form}
          value={form}
          data-testid={`link-form-${form}`}
          label={
            <>
              {t(`invitations.form.${form}`)}
              <span className={styles.about}>{t(`invitations.form.${form}_about`)}</span>
            </>
          }
        />
      ))}
    </RadioGroup>
  );
}
