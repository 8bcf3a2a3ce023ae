import { makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import { useWords } from "../../../i18n";
import { type Hours, WINDOWS } from "../../defender/kinds";

const useStyles = makeStyles({
  times: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXXS,
    margin: `${tokens.spacingVerticalS} 0 0 ${tokens.spacingHorizontalXXL}`,
    padding: 0,
    border: "none",
  },
  time: { minWidth: "0", padding: `0 ${tokens.spacingHorizontalS}` },
});

/** How far back the question looks. */
export function TimeChoice({ hours, onHours }: { hours: Hours; onHours(hours: Hours): void }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <fieldset className={styles.times} aria-label={t("defender.window_label")}>
      {WINDOWS.map((one) => (
        <ToggleButton
          key={one}
          size="small"
          appearance="subtle"
          className={styles.time}
          data-testid={`sweep-window-${one}`}
          checked={one === hours}
          onClick={() => onHours(one)}
        >
          {t(`defender.window.${one}`)}
        </ToggleButton>
      ))}
    </fieldset>
  );
}
