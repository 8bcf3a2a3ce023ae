import { makeStyles, tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";

const RADIUS = 46;
const AROUND = 2 * Math.PI * RADIUS;
const TICKS = 60;

/** Below this the ring turns red: too short for a long read. */
export const SHORT_MILLISECONDS = 5 * 60_000;

const useStyles = makeStyles({
  ring: { flexShrink: 0 },
  life: {
    transitionProperty: "stroke-dashoffset",
    transitionDuration: "1s",
    transitionTimingFunction: "linear",
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
});

/** The life of a token as a ring: full when issued, red for the last five minutes, empty when over. */
export function LifeRing({ issued, expires, now }: { issued: string; expires: string; now: number }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const end = Date.parse(expires);
  const whole = Math.max(1, end - Date.parse(issued));
  const left = Math.max(0, end - now);
  const share = Math.min(1, left / whole);
  const short = left < SHORT_MILLISECONDS;
  const tone = short ? tokens.colorPaletteRedForeground1 : tokens.colorCompoundBrandStroke;
  const time = left >= 60_000 ? format.minutes(left) : format.duration(left);
  const label = left > 0 ? t("token.left_value", { time }) : t("token.expired");
  return (
    <svg viewBox="0 0 120 120" width="120" height="120" className={styles.ring} role="img" aria-label={label}>
      <g transform="rotate(-90 60 60)">
        {Array.from({ length: TICKS }, (_, tick) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place on the ring
            key={tick}
            d="M114 60H117"
            stroke={tokens.colorNeutralStroke1}
            strokeWidth={tick % 15 === 0 ? 2 : 1}
            transform={`rotate(${(tick * 360) / TICKS} 60 60)`}
          />
        ))}
        <circle cx="60" cy="60" r={RADIUS} fill="none" stroke={tokens.colorNeutralStroke3} strokeWidth="9" />
        <circle
          cx="60"
          cy="60"
          r={RADIUS}
          fill="none"
          stroke={tone}
          strokeWidth="9"
          strokeLinecap="round"
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - share)}
          className={styles.life}
          opacity={left > 0 ? 1 : 0}
        />
      </g>
      <text
        x="60"
        y={left > 0 ? 60 : 65}
        textAnchor="middle"
        fontSize="17"
        fontWeight="600"
        fill={short ? tokens.colorPaletteRedForeground1 : tokens.colorNeutralForeground1}
        data-short={short}
      >
        {left > 0 ? time : t("token.over")}
      </text>
      {left > 0 && (
        <text x="60" y="76" textAnchor="middle" fontSize="11" fill={tokens.colorNeutralForeground2}>
          {t("token.left")}
        </text>
      )}
    </svg>
  );
}
