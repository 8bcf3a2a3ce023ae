import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { Open20Regular, Warning20Filled } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { asReport, type CardView, type ErrorReport, type OpenedCard, useDoor } from "../../ipc";

const useStyles = makeStyles({
  warning: {
    display: "flex",
    gap: tokens.spacingHorizontalS,
    margin: `${tokens.spacingVerticalM} 0`,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground1,
    "& svg": { flexShrink: 0, color: tokens.colorStatusWarningForeground3 },
    "& p": { margin: 0 },
  },
  hosts: {
    width: "100%",
    borderCollapse: "collapse",
    "& th, & td": { padding: tokens.spacingVerticalXS, textAlign: "left", overflowWrap: "anywhere" },
    "& tbody th": { fontWeight: tokens.fontWeightRegular, fontFamily: tokens.fontFamilyMonospace },
  },
  unknown: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorStatusWarningForeground3 },
});

/** Opens a card and asks before it is taken: where it leads is shown first. */
export function OpenCard() {
  const { t } = useWords();
  const door = useDoor();
  const task = useTask();
  const [opened, setOpened] = useState<OpenedCard | null>(null);
  const open = () => task.run(async () => setOpened(await door.inspectCard()));
  return (
    <>
      <Button icon={<Open20Regular />} data-testid="open-card" disabled={task.busy} onClick={open}>
        {t("home.card.open")}
      </Button>
      {task.problem && !opened && <ProblemCard report={task.problem} onRetry={open} />}
      <CardDialog opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

/** Shows the card that the person opened in their file manager, on whatever screen they are. */
export default function GivenCard() {
  const door = useDoor();
  const [opened, setOpened] = useState<OpenedCard | null>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    door
      .givenCard()
      .then(
        (card) => {
          if (!here) return;
          setProblem(null);
          setOpened(card);
        },
        (thrown) => here && setProblem(asReport(thrown)),
      )
      .finally(() => here && setRound(round + 1));
    return () => {
      here = false;
    };
  }, [door, round]);
  return (
    <>
      {problem && <ProblemCard report={problem} />}
      <CardDialog opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function CardDialog({ opened, onClose }: { opened: OpenedCard | null; onClose(): void }) {
  const { t } = useWords();
  const door = useDoor();
  const { go } = useRoute();
  const { refresh } = useSession();
  const task = useTask();
  const take = (token: string) =>
    task.run(async () => {
      const { id, goal } = await door.importCard(token);
      onClose();
      await refresh();
      // A person only has to ask, and is told to sign in then; an application needs its secret first.
      go(goal.context === "user" ? { screen: "home" } : { screen: "checklist", connectionId: id });
    });
  return (
    <Dialog open={opened !== null} modalType="alert" onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        {opened && (
          <DialogBody>
            <DialogTitle>{t("home.card.title", { name: opened.card.name })}</DialogTitle>
            <DialogContent>
              <CardContents card={opened.card} />
              {task.problem && <ProblemCard report={task.problem} />}
            </DialogContent>
            <DialogActions>
              <Button appearance={opened.card.hasUnknownHosts ? "primary" : "secondary"} onClick={onClose}>
                {t("common.cancel")}
              </Button>
              <Button
                appearance={opened.card.hasUnknownHosts ? "secondary" : "primary"}
                data-testid="take-card"
                disabled={task.busy}
                onClick={() => take(opened.token)}
              >
                {t(opened.card.hasUnknownHosts ? "home.card.add_anyway" : "home.card.add")}
              </Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

function CardContents({ card }: { card: CardView }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <>
      <p>
        {card.already
          ? t("home.card.already")
          : t("home.card.body", { domain: card.tenantDomain, cloud: card.cloudName })}
      </p>
      {card.hasUnknownHosts && (
        <div className={styles.warning} role="alert">
          <Warning20Filled />
          <div>
            <strong>{t("home.card.unknown_title")}</strong>
            <p>{t("home.card.unknown_body")}</p>
          </div>
        </div>
      )}
      {card.hasUnknownHosts && (
        <table className={styles.hosts}>
          <thead>
            <tr>
              <th scope="col">{t("home.card.host")}</th>
              <th scope="col">{t("home.card.gets")}</th>
              <th scope="col">{t("home.card.whose")}</th>
            </tr>
          </thead>
          <tbody>
            {card.hosts.map(({ host, receives, known }) => (
              <tr key={host}>
                <th scope="row">{host}</th>
                <td>{t(`home.card.receives.${receives}`)}</td>
                <td className={known ? undefined : styles.unknown}>
                  {t(known ? "home.card.microsoft" : "home.card.unknown")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
