import { makeStyles, tokens } from "@fluentui/react-components";
import { Disclosure } from "../../components/Disclosure";
import { useWords } from "../../i18n";

const useStyles = makeStyles({
  words: {
    maxWidth: "68ch",
    color: tokens.colorNeutralForeground2,
    "& p": { margin: `${tokens.spacingVerticalS} 0` },
  },
});

/** What scripts of old did with a password, why Handrail does not, and what takes its place. */
export function PasswordGrant() {
  const styles = useStyles();
  const { t, list } = useWords();
  return (
    <Disclosure title={t("sign_in.password_grant.title")}>
      <div className={styles.words}>
        {list("sign_in.password_grant.body").map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </Disclosure>
  );
}
