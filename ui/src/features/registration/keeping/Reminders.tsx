import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useNow } from "../../../app/clock";
import { useRoute } from "../../../app/route";
import { useSession } from "../../../app/session";
import { Clock20Regular, Warning20Filled } from "../../../components/icons";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { ConnectionView, Reminder } from "../../../ipc";
import { daysLeft } from "./daysLeft";
import { useReminders } from "./useReminders";

const MINUTE = 60_000;

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  soon: { flexShrink: 0, color: tokens.colorPaletteMarigoldForeground1, lineHeight: 0 },
  ended: { flexShrink: 0, color: tokens.colorPaletteRedForeground1, lineHeight: 0 },
  words: { flex: "1 1 240px", minWidth: 0 },
  when: { color: tokens.colorNeutralForeground2 },
});

/** What ends soon, or has ended, of all connections or of one; nothing where all is well. */
export default function Reminders({ connectionId }: { connectionId?: string }) {
  const { connections } = useSession();
  const reminders = useReminders();
  const shown = reminders.filter((one) => !connectionId || one.connectionId === connectionId);
  return shown.map((reminder) => {
    const connection = connections?.find((one) => one.id === reminder.connectionId);
    return connection && <ReminderBar key={reminder.connectionId} reminder={reminder} connection={connection} />;
  });
}

/** One quiet line: what ends when, and the way to renew it. */
function ReminderBar({ reminder, connection }: { reminder: Reminder; connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const format = useFormat();
  const now = useNow(MINUTE);
  const { kind, endsAt, connectionId } = reminder;
  const days = daysLeft(endsAt, now);
  const ended = reminder.state === "ended";
  const { name } = connection;
  return (
    <section className={styles.bar} aria-label={t("keeping.reminder.label", { name })} data-testid="reminder">
      <span className={ended ? styles.ended : styles.soon} aria-hidden="true">
        {ended ? <Warning20Filled /> : <Clock20Regular />}
      </span>
      <span className={styles.words}>
        {ended
          ? t(`keeping.reminder.${kind}_ended`, { name })
          : t(`keeping.reminder.${kind}`, { name, count: Math.max(0, days) })}{" "}
        <span className={styles.when}>{format.date(endsAt)}</span>
      </span>
      <Button
        aria-label={t("keeping.reminder.renew_named", { name })}
        data-testid="renew"
        onClick={() => go({ screen: "registration", connectionId })}
      >
        {t("keeping.reminder.renew")}
      </Button>
    </section>
  );
}
