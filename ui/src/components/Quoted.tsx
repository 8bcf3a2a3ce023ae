import { makeStyles, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  quoted: {
    margin: 0,
    maxHeight: "260px",
    overflow: "auto",
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** A text from elsewhere, as it is: shown as text and never as anything else. */
export function Quoted({ text, label }: { text: string; label: string }) {
  const styles = useStyles();
  return (
    // A long text scrolls in itself, so the keyboard must reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <section tabIndex={0} aria-label={label} className={styles.quoted} data-testid="quoted">
      {text}
    </section>
  );
}
