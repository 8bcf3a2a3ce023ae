import { makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import { Spoken } from "../../components/Spoken";
import { StateIcon } from "../../components/StateIcon";
import { useWords } from "../../i18n";
import type { SignInStage } from "../../ipc";

const useStyles = makeStyles({
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
  },
  stage: { display: "flex", gap: tokens.spacingHorizontalM },
  mark: { width: "20px", flexShrink: 0 },
  title: { fontWeight: tokens.fontWeightSemibold },
  later: { color: tokens.colorNeutralForeground3 },
  body: { color: tokens.colorNeutralForeground2 },
});

const ORDER = ["browser", "waiting", "checking"] as const;

/** Which of the three stages runs: the answer in the browser, then everything that Handrail does with it. */
const RUNNING: Record<SignInStage, number> = { waiting: 1, answered: 2, redeeming: 2, verifying: 2 };

export function Stages({ stage }: { stage: SignInStage }) {
  const styles = useStyles();
  const { t } = useWords();
  const running = RUNNING[stage];
  return (
    <>
      <ol className={styles.list} aria-label={t("sign_in.stages_label")}>
        {ORDER.map((name, index) => (
          <li key={name} className={styles.stage} aria-current={index === running ? "step" : undefined}>
            <span className={styles.mark}>
              {index === running ? (
                <Spinner size="extra-tiny" aria-label={t("checklist.checking")} />
              ) : (
                <StateIcon state={index < running ? "proved" : "open"} number={index + 1} />
              )}
            </span>
            <div>
              <div className={mergeClasses(styles.title, index > running && styles.later)}>
                {t(`sign_in.stage.${name}`)}
              </div>
              {index === running && <div className={styles.body}>{t(`sign_in.stage.${name}_body`)}</div>}
            </div>
          </li>
        ))}
      </ol>
      <Spoken>{t(`sign_in.stage.${ORDER[running] ?? "waiting"}`)}</Spoken>
    </>
  );
}
