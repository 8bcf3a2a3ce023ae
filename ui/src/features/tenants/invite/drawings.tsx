import { tokens } from "@fluentui/react-components";

const line = tokens.colorBrandStroke1;
const soft = tokens.colorBrandBackground2;
const still = tokens.colorNeutralStrokeAccessible;
const sheet = tokens.colorNeutralBackground1;

/** Rows of a table that become letters. */
export function LetterDrawing() {
  return (
    <svg viewBox="0 0 72 56" width="72" height="56" aria-hidden="true">
      <g fill="none" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <rect x="2" y="8" width="30" height="40" rx="3" fill={sheet} stroke={still} />
        <path d="M2 18h30M2 28h30M2 38h30M13 8v40" stroke={still} />
        <path d="M2 11q0-3 3-3h24q3 0 3 3v7H2z" fill={soft} stroke={line} />
        <path d="M36 28h5M38 25l3 3-3 3" stroke={line} />
        {[4, 22, 40].map((y) => (
          <g key={y}>
            <rect x="46" y={y} width="24" height="14" rx="2" fill={soft} stroke={line} />
            <path d={`M46 ${y + 2}l12 7 12-7`} stroke={line} />
          </g>
        ))}
      </g>
    </svg>
  );
}

/** Pages, the first with a seal and a code. */
export function PagesDrawing() {
  return (
    <svg viewBox="0 0 72 56" width="72" height="56" aria-hidden="true">
      <g fill="none" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <rect x="32" y="4" width="32" height="42" rx="3" fill={sheet} stroke={still} />
        <rect x="24" y="7" width="32" height="42" rx="3" fill={sheet} stroke={still} />
        <rect x="14" y="10" width="34" height="43" rx="3" fill={soft} stroke={line} />
        <path d="M20 18h14M20 24h22M20 29h22" stroke={line} />
        <path d="M20 37h4v4h-4zM28 37h3M31 41h-3M20 46h4M28 46h3" stroke={line} />
        <circle cx="41" cy="43" r="5" fill={sheet} stroke={line} />
        <path d="M38.8 43l1.6 1.6 2.9-3" stroke={line} />
      </g>
    </svg>
  );
}
