import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import { useRoute } from "../../../app/route";
import { AskFirst } from "../../../components/AskFirst";
import { Disclosure } from "../../../components/Disclosure";
import { Panel } from "../../../components/Panel";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { type UnfinishedSweep, useDoor } from "../../../ipc";
import { useSweep } from "./sweeps";
import { useAskedWords } from "./words";

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalS,
  },
  words: { flex: "1 1 280px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface UnfinishedSweepsProps {
  connectionId: string;
  /** Those too in which everybody was asked, and some did not answer. */
  withFailures?: boolean;
}

/** Sweeps that ended early: each can go on where it stopped, or be let go. Nothing where there are none. */
export function UnfinishedSweeps({ connectionId, withFailures = false }: UnfinishedSweepsProps) {
  const { t } = useWords();
  const { sweep } = useSweep(connectionId);
  const { unfinished, look } = useUnfinished(connectionId);
  if (sweep.busy) return null;
  const shown = (some: UnfinishedSweep[]) =>
    some.map((one) => <Unfinished key={one.folder} connectionId={connectionId} unfinished={one} onGone={look} />);
  const wasAsked = ({ done, failed, of }: UnfinishedSweep) => done + failed >= of;
  const failed = unfinished.filter(wasAsked);
  return (
    <>
      {shown(unfinished.filter((one) => !wasAsked(one)))}
      {withFailures && failed.length > 0 && (
        <Disclosure title={t("sweep.unfinished.with_failures", { count: failed.length })}>{shown(failed)}</Disclosure>
      )}
    </>
  );
}

interface UnfinishedProps {
  connectionId: string;
  unfinished: UnfinishedSweep;
  onGone(): void;
}

function Unfinished({ connectionId, unfinished, onGone }: UnfinishedProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const { go } = useRoute();
  const titled = useAskedWords();
  const { resume } = useSweep(connectionId);
  const { folder, startedAt, question, done, of, failed } = unfinished;
  const asked = { question, ready: null };
  const far = t("sweep.unfinished.far", { done, count: of });
  const goOn = () => {
    void resume(folder, asked);
    go({ screen: "sweep", connectionId });
  };
  return (
    <Panel label={t("sweep.unfinished.title")}>
      <div className={styles.line} data-testid="unfinished-sweep">
        <div className={styles.words}>
          <h2 className={styles.title}>{far}</h2>
          <div className={styles.soft}>
            {[
              titled(asked),
              t("sweep.unfinished.begun", { when: format.moment(startedAt) }),
              ...(failed > 0 ? [t("sweep.failed", { count: failed })] : []),
            ].join(" · ")}
          </div>
        </div>
        <Button data-testid="sweep-go-on" onClick={goOn}>
          {t("sweep.unfinished.go_on")}
        </Button>
        <Discard {...{ connectionId, folder }} onGone={onGone} />
      </div>
      <ProgressBar value={done} max={of} aria-label={far} />
    </Panel>
  );
}

/** Asks before it lets a sweep go: what it knows of its way is lost, its files stay. */
function Discard({ connectionId, folder, onGone }: { connectionId: string; folder: string; onGone(): void }) {
  const { t } = useWords();
  const door = useDoor();
  const discard = t("sweep.unfinished.discard");
  return (
    <AskFirst
      button={
        <Button appearance="subtle" data-testid="sweep-discard">
          {discard}
        </Button>
      }
      title={t("sweep.unfinished.sure")}
      body={t("sweep.unfinished.kept")}
      sure={discard}
      sureTestId="sweep-discard-sure"
      act={() => door.discardSweep(connectionId, folder)}
      onDone={onGone}
    />
  );
}

/** The sweeps of a connection that can go on, and a way to look again. */
function useUnfinished(connectionId: string): { unfinished: UnfinishedSweep[]; look(): void } {
  const door = useDoor();
  const [unfinished, setUnfinished] = useState<UnfinishedSweep[]>([]);
  const look = useCallback(() => {
    // An offer: where it cannot be made, one can still ask anew.
    door.unfinishedSweeps(connectionId).then(setUnfinished, () => setUnfinished([]));
  }, [door, connectionId]);
  useEffect(look, [look]);
  return { unfinished, look };
}
