import { makeStyles, tokens } from "@fluentui/react-components";
import { TONE } from "../../../components/severity";
import { useFormat } from "../../../i18n/format";
import type { StoryAlert } from "../../../ipc";

const useStyles = makeStyles({
  axis: { position: "relative", height: "28px", margin: `${tokens.spacingVerticalM} 8px 0` },
  line: {
    position: "absolute",
    left: "-8px",
    right: "-8px",
    top: "13px",
    height: "2px",
    backgroundColor: tokens.colorNeutralStroke1,
  },
  dot: {
    position: "absolute",
    top: "7px",
    width: "14px",
    height: "14px",
    marginLeft: "-7px",
    borderRadius: "50%",
    boxSizing: "border-box",
    border: `2px solid ${tokens.colorNeutralBackground1}`,
  },
  ends: {
    display: "flex",
    justifyContent: "space-between",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase100,
  },
});

/** The alerts on a line of time, for the eye: the list below says the same in words. */
export function TimeAxis({ alerts }: { alerts: StoryAlert[] }) {
  const styles = useStyles();
  const format = useFormat();
  const times = alerts.map(({ time }) => Date.parse(time));
  const begin = Math.min(...times);
  const end = Math.max(...times);
  return (
    <div aria-hidden="true">
      <div className={styles.axis}>
        <div className={styles.line} />
        {alerts.map(({ id, severity, title, time }, at) => (
          <span
            key={id}
            className={styles.dot}
            title={`${format.time(time)} ${title}`}
            style={{
              left: `${(((times[at] ?? begin) - begin) / Math.max(1, end - begin)) * 100}%`,
              backgroundColor: TONE[severity],
            }}
          />
        ))}
      </div>
      <div className={styles.ends}>
        <span>{format.moment(new Date(begin).toISOString())}</span>
        <span>{format.moment(new Date(end).toISOString())}</span>
      </div>
    </div>
  );
}
