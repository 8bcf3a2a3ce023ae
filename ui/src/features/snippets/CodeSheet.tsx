import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useCopy } from "../../components/CopyValue";
import { Copy20Regular } from "../../components/icons";
import { useWords } from "../../i18n";
import { useCodeStyles } from "./ScriptText";

const useStyles = makeStyles({
  head: { display: "flex", justifyContent: "flex-end", marginBottom: tokens.spacingVerticalS },
  text: { margin: 0, padding: `0 ${tokens.spacingHorizontalM}`, fontFamily: "inherit" },
});

/** A text to take along, with the one thing to do with it. */
export function CodeSheet({ label, text }: { label: string; text: string }) {
  const code = useCodeStyles();
  const styles = useStyles();
  const { t } = useWords();
  const { said, copy } = useCopy();
  return (
    <>
      <div className={styles.head}>
        <Button
          appearance="primary"
          icon={<Copy20Regular />}
          data-testid="snippet-copy"
          aria-label={t("common.copy_named", { name: label })}
          onClick={() => copy(text)}
        >
          <span role="status">
            {t(said === "copied" ? "common.copied" : said === "failed" ? "common.copy_failed" : "common.copy")}
          </span>
        </Button>
      </div>
      <section
        // A script scrolls in itself, so the keyboard must reach it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        tabIndex={0}
        className={code.sheet}
        aria-label={label}
      >
        <pre className={styles.text} data-testid="snippet-text">
          {text}
        </pre>
      </section>
    </>
  );
}
