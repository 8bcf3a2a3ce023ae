import { makeStyles, tokens } from "@fluentui/react-components";
import type { CustomerPanelView } from "../../../ipc";

const useStyles = makeStyles({
  words: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  id: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, userSelect: "all" },
});

/** Which tenant it is. */
export function CustomerName({ customer: { tenantId, domain, name } }: { customer: CustomerPanelView }) {
  const styles = useStyles();
  return (
    <div className={styles.words}>
      {name && <div>{domain}</div>}
      <div className={styles.id}>{tenantId}</div>
    </div>
  );
}
