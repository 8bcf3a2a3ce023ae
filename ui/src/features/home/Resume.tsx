import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useRoute } from "../../app/route";
import { type Health, useSession } from "../../app/session";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { ConnectionView } from "../../ipc";
import { stepTitle } from "../checklist/stepWords";

const useStyles = makeStyles({
  card: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalL },
  words: { flex: "1 1 320px", minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  body: { margin: `${tokens.spacingVerticalXXS} 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground2 },
});

interface Unfinished {
  connection: ConnectionView;
  health: Health;
  next: NonNullable<Health["next"]>;
}

/** Somebody else set it up, and a person only has to sign in: nothing is unfinished. */
export function awaitsPerson({ fromCard, goal, clientId }: ConnectionView): boolean {
  return fromCard && goal.context === "user" && clientId !== null;
}

/** The connection that the person was last setting up, if it is not finished. */
export function useUnfinished(): Unfinished | null {
  const { connections, current, health } = useSession();
  const started = (connections ?? []).filter((one) => !one.ready && !awaitsPerson(one));
  const connection = started.find((one) => one.id === current?.id) ?? started.at(-1);
  const known = connection && health.get(connection.id);
  return connection && known?.next ? { connection, health: known, next: known.next } : null;
}

/** Goes on where the person was, days later too. */
export function Resume({ connection, health, next }: Unfinished) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const { proved, total } = health;
  return (
    <Panel className={styles.card} label={t("home.resume.title")}>
      <div className={styles.words}>
        <h2 className={styles.title}>{t("home.resume.title")}</h2>
        <p className={styles.body}>
          {t("home.resume.body", {
            name: connection.name,
            number: next.number,
            total,
            step: stepTitle(next.step, connection.goal, t),
          })}
        </p>
        <ProgressBar
          thickness="large"
          value={proved}
          max={total}
          aria-label={t("checklist.proved", { proved, total })}
        />
      </div>
      <Button
        appearance="primary"
        data-testid="home-resume"
        onClick={() => go({ screen: "checklist", connectionId: connection.id })}
      >
        {t("home.resume.action")}
      </Button>
    </Panel>
  );
}
