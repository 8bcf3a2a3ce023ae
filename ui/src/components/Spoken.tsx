import { makeStyles } from "@fluentui/react-components";

const useStyles = makeStyles({
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** Says a change aloud to those who cannot see it; it takes no room. */
export function Spoken({ children }: { children: string }) {
  const styles = useStyles();
  return (
    <div role="status" className={styles.spoken}>
      {children}
    </div>
  );
}
