import { makeStyles, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({ strong: { fontWeight: tokens.fontWeightSemibold } });

/** A sentence in which **the words of the portal** stand out. Everything else is plain text. */
export function RichText({ text }: { text: string }) {
  const styles = useStyles();
  // biome-ignore-start lint/suspicious/noArrayIndexKey: a part is its place in the sentence
  return text.split("**").map((part, index) =>
    index % 2 === 1 ? (
      <b key={`${index} ${part}`} className={styles.strong}>
        {part}
      </b>
    ) : (
      part
    ),
  );
  // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
}
