import { Button, makeStyles, Popover, PopoverSurface, PopoverTrigger, tokens } from "@fluentui/react-components";
import { useTask } from "../app/task";
import { useWords } from "../i18n";
import { useDoor } from "../ipc";
import { Beaker16Regular, Open20Regular } from "./icons";
import { ProblemCard } from "./ProblemCard";

const useStyles = makeStyles({
  badge: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    flexShrink: 0,
    minHeight: "26px",
    padding: `0 ${tokens.spacingHorizontalMNudge}`,
    border: `1px solid ${tokens.colorPaletteYellowBorder1}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorPaletteYellowBackground2,
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    cursor: "pointer",
    ":hover": { textDecorationLine: "underline" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
  },
  surface: { maxWidth: "340px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  body: { margin: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalM}` },
});

/** Says that all this is practice, and explains on request what that means. */
export default function PracticeBadge() {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const opening = useTask();
  return (
    <Popover trapFocus positioning="below-start">
      <PopoverTrigger disableButtonEnhancement>
        <button type="button" className={styles.badge} data-testid="practice-badge">
          <Beaker16Regular />
          {t("app.practice.badge")}
        </button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t("app.practice.about")}>
        <h2 className={styles.title}>{t("app.practice.title")}</h2>
        <p className={styles.body}>{t("app.practice.body")}</p>
        {opening.problem && <ProblemCard report={opening.problem} />}
        <Button
          icon={<Open20Regular />}
          iconPosition="after"
          onClick={() => opening.run(() => door.openPracticePortal())}
        >
          {t("app.practice.open_portal")}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}
