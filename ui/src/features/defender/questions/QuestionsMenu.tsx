import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, makeStyles } from "@fluentui/react-components";
import { QuestionCircle20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";
import { QuestionIcon } from "./QuestionIcon";
import type { ReadyQuestion } from "./questions";
import { useQuestionWords } from "./questionWords";

const useStyles = makeStyles({
  list: { maxHeight: "min(520px, 70vh)", overflowY: "auto" },
  popover: { maxWidth: "440px" },
});

interface QuestionsMenuProps {
  questions: ReadyQuestion[];
  onAsk(ready: ReadyQuestion): void;
}

/** The ready questions, where another one has been answered already. */
export function QuestionsMenu({ questions, onAsk }: QuestionsMenuProps) {
  const styles = useStyles();
  const { t } = useWords();
  const words = useQuestionWords();
  if (questions.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<QuestionCircle20Regular />} data-testid="questions">
          {t("home.ask.questions")}
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList className={styles.list}>
          {questions.map((ready) => (
            <MenuItem
              key={ready.question.id}
              icon={<QuestionIcon question={ready.question} />}
              onClick={() => onAsk(ready)}
            >
              {words.title(ready.question.id)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
