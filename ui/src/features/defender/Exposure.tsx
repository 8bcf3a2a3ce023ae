import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import { useNow } from "../../app/clock";
import { useTask } from "../../app/task";
import { Panel } from "../../components/Panel";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { type ConnectionView, type ExposureView, useDoor } from "../../ipc";

const useStyles = makeStyles({
  sheet: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalXXL },
  words: { flex: "1 1 320px" },
  score: { margin: 0, fontSize: tokens.fontSizeHero800, lineHeight: tokens.lineHeightHero800 },
  level: { margin: 0, fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  about: { margin: `${tokens.spacingVerticalS} 0`, maxWidth: "560px" },
  soft: { margin: `0 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
});

const TONES: Record<ExposureView["level"], string> = {
  low: tokens.colorPaletteGreenForeground1,
  medium: tokens.colorPaletteMarigoldBorderActive,
  high: tokens.colorPaletteRedBackground3,
};

interface ExposureProps {
  connection: ConnectionView;
  /** Asks for the recommendations. */
  onNext(): void;
}

/** The exposure score with what it means, and what lowers it. */
export function Exposure({ connection, onNext }: ExposureProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const door = useDoor();
  const { busy, problem, run } = useTask();
  const [exposure, setExposure] = useState<ExposureView | null>(null);
  const load = useCallback(
    () => run(async () => setExposure(await door.exposure(connection.id))),
    [door, connection.id, run],
  );
  useEffect(() => void load(), [load]);
  if (problem) return <ProblemCard report={problem} connection={connection} onRetry={load} />;
  if (!exposure || exposure.score === null) return busy ? <Spinner label={t("defender.reading")} /> : null;
  const { score, level, at } = exposure;
  return (
    <Panel className={styles.sheet} label={t("defender.score.title")}>
      <Gauge score={score} tone={TONES[level]} />
      <div className={styles.words}>
        <p className={styles.score} data-testid="exposure-score">
          {t("defender.score.of", { score: format.number(Math.round(score * 10) / 10) })}
        </p>
        <p className={styles.level}>{t(`defender.score.level.${level}`)}</p>
        <p className={styles.about}>{t("defender.score.about")}</p>
        <p className={styles.soft}>{t("defender.score.at", { when: format.ago(at, now) })}</p>
        <Button appearance="primary" onClick={onNext}>
          {t("defender.score.next")}
        </Button>
      </div>
    </Panel>
  );
}

/** Half a circle that is filled as far as the score goes. */
function Gauge({ score, tone }: { score: number; tone: string }) {
  const length = Math.PI * 80;
  const filled = (Math.max(0, Math.min(100, score)) / 100) * length;
  return (
    <svg viewBox="0 0 200 112" width="200" height="112" aria-hidden="true">
      <g fill="none" strokeWidth="20" strokeLinecap="round">
        <path d="M20 100A80 80 0 0 1 180 100" stroke={tokens.colorNeutralBackground5} />
        <path d="M20 100A80 80 0 0 1 180 100" stroke={tone} strokeDasharray={`${filled} ${length}`} />
      </g>
    </svg>
  );
}
