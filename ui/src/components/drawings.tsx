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

/** Many small tiles, most of them green: the board of customers. */
export function BoardDrawing() {
  const ready = [tokens.colorPaletteGreenBackground2, tokens.colorPaletteGreenForeground1];
  const partly = [tokens.colorPaletteMarigoldBackground2, tokens.colorPaletteMarigoldBorderActive];
  const waiting = [tokens.colorNeutralBackground3, tokens.colorNeutralStrokeAccessible];
  const tiles = [ready, ready, ready, partly, ready, waiting, ready, ready, ready, ready, waiting, ready];
  return (
    <svg viewBox="0 0 120 72" width="120" height="72" aria-hidden="true">
      {[...tiles, ...tiles.slice(0, 6)].map(([fill, stroke], at) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a tile is its place
          key={at}
          x={5 + (at % 6) * 19}
          y={6 + Math.floor(at / 6) * 21}
          width="15"
          height="16"
          rx="3"
          strokeWidth="1.5"
          fill={fill}
          stroke={stroke}
        />
      ))}
    </svg>
  );
}
