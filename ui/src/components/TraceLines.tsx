import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../i18n";
import { useCopy } from "./CopyValue";
import { Copy20Regular } from "./icons";
import type { TraceLine } from "./problem";

const useStyles = makeStyles({
  lines: {
    display: "grid",
    gridTemplateColumns: "max-content 1fr",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: `${tokens.spacingVerticalS} 0`,
    fontSize: tokens.fontSizeBase200,
    "& dt": { color: tokens.colorNeutralForeground2 },
    "& dd": { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
  },
});

/** The technical lines as plain text, for a mail. */
export function traceText(lines: TraceLine[], t: ReturnType<typeof useWords>["t"]): string {
  return lines.map(([name, value]) => `${t(`common.problem.${name}`)}: ${value}`).join("\n");
}

/** What finds an event in the logs, and a button that copies all of it. */
export function TraceLines({ lines, copy: word }: { lines: TraceLine[]; copy: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const { said, copy } = useCopy();
  return (
    <>
      <dl className={styles.lines}>
        {lines.map(([name, value]) => [
          <dt key={`${name} name`}>{t(`common.problem.${name}`)}</dt>,
          <dd key={name}>{value}</dd>,
        ])}
      </dl>
      <Button size="small" icon={<Copy20Regular />} onClick={() => copy(traceText(lines, t))}>
        {said === "copied" ? t("common.copied") : word}
      </Button>
    </>
  );
}
