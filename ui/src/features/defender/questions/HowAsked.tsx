import {
  Button,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from "@fluentui/react-components";
import { Info20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";
import type { ConnectionView } from "../../../ipc";
import type { ReadyQuestion } from "./questions";
import { useQuestionWords } from "./questionWords";

const useStyles = makeStyles({
  how: { maxWidth: "420px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
  facts: {
    margin: 0,
    "& dt": { marginTop: tokens.spacingVerticalS, color: tokens.colorNeutralForeground2 },
    "& dd": { margin: 0, overflowWrap: "anywhere" },
  },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, userSelect: "all" },
  query: { margin: 0, whiteSpace: "pre-wrap" },
  note: { margin: `${tokens.spacingVerticalS} 0 0`, color: tokens.colorNeutralForeground2 },
});

interface HowAskedProps {
  ready: ReadyQuestion;
  connection: ConnectionView;
  className?: string;
}

/** The call and the permission behind a question, for those who want to know or have to grant it. */
export function HowAsked({ ready, connection, className }: HowAskedProps) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useQuestionWords();
  const { question, call, permission } = ready;
  const title = words.title(question.id);
  return (
    <Popover withArrow>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          {...(className ? { className } : {})}
          size="small"
          appearance="subtle"
          icon={<Info20Regular />}
          aria-label={t("home.ask.how_named", { question: title })}
          title={t("home.ask.how")}
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.how} aria-label={t("home.ask.how")}>
        <h3 className={styles.title}>{t("home.ask.how")}</h3>
        <dl className={styles.facts}>
          <dt>{t("home.ask.call", { api: t(`common.api.${call.api}`) })}</dt>
          <dd className={styles.code}>{call.call}</dd>
          {question.hunting && (
            <>
              <dt>{t("home.ask.query")}</dt>
              <dd>
                <pre className={mergeClasses(styles.code, styles.query)}>{question.hunting}</pre>
              </dd>
            </>
          )}
          <dt>{t(`home.ask.permission.${connection.goal.context}`)}</dt>
          <dd className={styles.code}>{permission}</dd>
        </dl>
        {!connection.permissions.includes(permission) && <p className={styles.note}>{t("home.ask.further")}</p>}
      </PopoverSurface>
    </Popover>
  );
}
