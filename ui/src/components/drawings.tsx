import { tokens } from "@fluentui/react-components";

/** Steps with a rail along them: setting up access. */
export function StepsDrawing() {
  return (
    <svg viewBox="0 0 120 72" width="120" height="72" aria-hidden="true">
      <path d="M4 68V52H36V36H68V20H100V68Z" fill={tokens.colorBrandBackground2} />
      <path d="M4 52H36V36H68V20H100" fill="none" stroke={tokens.colorBrandStroke2} strokeWidth="2" />
      <g fill="none" stroke={tokens.colorBrandStroke1} strokeLinecap="round" strokeLinejoin="round">
        <path d="M20 34V52M52 19V36M84 4V20" strokeWidth="2" />
        <path d="M10 34H20L84 4H96" strokeWidth="4" />
      </g>
      <circle cx="100" cy="20" r="11" fill={tokens.colorPaletteGreenForeground1} />
      <path
        d="M95 20l3.5 3.5L105.5 16.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Stacked bars and a row of findings: seeing incidents. */
export function BarsDrawing() {
  const bars: [x: number, low: number, medium: number, high: number][] = [
    [6, 16, 8, 0],
    [24, 12, 12, 6],
    [42, 20, 10, 8],
    [60, 14, 6, 0],
    [78, 18, 14, 12],
    [96, 12, 8, 4],
  ];
  return (
    <svg viewBox="0 0 120 72" width="120" height="72" aria-hidden="true">
      {bars.map(([x, low, medium, high]) => (
        <g key={x}>
          <rect
            x={x}
            y={62 - low}
            width="13"
            height={low}
            rx="1.5"
            fill={tokens.colorPaletteBlueBorderActive}
            opacity="0.45"
          />
          <rect
            x={x}
            y={62 - low - medium}
            width="13"
            height={medium}
            rx="1.5"
            fill={tokens.colorPaletteMarigoldBorderActive}
          />
          <rect
            x={x}
            y={62 - low - medium - high}
            width="13"
            height={high}
            rx="1.5"
            fill={tokens.colorPaletteRedBackground3}
          />
        </g>
      ))}
      <path d="M2 65H116" stroke={tokens.colorNeutralStroke1} strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

/** Two plugs not yet joined: no connection. */
export function PlugsDrawing() {
  return (
    <svg viewBox="0 0 160 64" width="160" height="64" aria-hidden="true">
      <g fill="none" strokeWidth="3" strokeLinecap="round">
        <path d="M2 50C22 50 22 32 42 32" stroke={tokens.colorNeutralStroke1} />
        <path d="M158 14C138 14 138 32 118 32" stroke={tokens.colorNeutralStroke1} />
        <path d="M74 26h9M74 38h9" stroke={tokens.colorBrandStroke1} />
        <path d="M88 12l4-6M80 9V3M72 12l-4-6" stroke={tokens.colorPaletteMarigoldBorderActive} strokeWidth="2" />
      </g>
      <rect
        x="42"
        y="18"
        width="32"
        height="28"
        rx="8"
        fill={tokens.colorBrandBackground2}
        stroke={tokens.colorBrandStroke1}
        strokeWidth="2"
      />
      <path
        d="M118 18h-14a14 14 0 0 0 0 28h14z"
        fill={tokens.colorNeutralBackground3}
        stroke={tokens.colorNeutralStrokeAccessible}
        strokeWidth="2"
      />
    </svg>
  );
}

/** A calm line under a sun: nothing happened. */
export function QuietDrawing() {
  return (
    <svg viewBox="0 0 160 64" width="160" height="64" aria-hidden="true">
      <circle
        cx="80"
        cy="36"
        r="15"
        fill={tokens.colorPaletteMarigoldBackground2}
        stroke={tokens.colorPaletteMarigoldBorderActive}
        strokeWidth="2"
      />
      <rect x="0" y="46" width="160" height="18" fill={tokens.colorNeutralBackground1} />
      <path d="M8 46H152" stroke={tokens.colorBrandStroke1} strokeWidth="3" strokeLinecap="round" />
      <path d="M36 55H92M104 55H124" stroke={tokens.colorNeutralStroke1} strokeWidth="3" strokeLinecap="round" />
      <path
        d="M80 12V5M58 20l-5-5M102 20l5-5"
        stroke={tokens.colorPaletteMarigoldBorderActive}
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** Many small windows, most of them lit: the board of customers. */
export function BoardDrawing() {
  const tiles = Array.from({ length: 24 }, (_, at) => at);
  const done = new Set([0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 16, 17, 18, 20]);
  const partly = new Set([3, 11, 19]);
  return (
    <svg viewBox="0 0 160 64" width="160" height="64" aria-hidden="true">
      {tiles.map((at) => (
        <rect
          key={at}
          x={8 + (at % 8) * 18.4}
          y={3 + Math.floor(at / 8) * 20}
          width="14"
          height="15"
          rx="3"
          strokeWidth="1.5"
          fill={
            done.has(at)
              ? tokens.colorPaletteGreenBackground2
              : partly.has(at)
                ? tokens.colorPaletteMarigoldBackground2
                : tokens.colorNeutralBackground3
          }
          stroke={
            done.has(at)
              ? tokens.colorPaletteGreenForeground1
              : partly.has(at)
                ? tokens.colorPaletteMarigoldBorderActive
                : tokens.colorNeutralStrokeAccessible
          }
        />
      ))}
    </svg>
  );
}
