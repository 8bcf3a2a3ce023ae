import { tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const line = tokens.colorBrandStroke1;
const soft = tokens.colorBrandBackground2;
const still = tokens.colorNeutralStrokeAccessible;

/** A small picture beside an answer. */
function Small({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 56 44" width="56" height="44" aria-hidden="true">
      <g fill="none" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        {children}
      </g>
    </svg>
  );
}

/** A flask: practice. */
export function PracticeDrawing() {
  return (
    <Small>
      <path d="M16 36l8-15V8h8v13l8 15q1 4-3 4H19q-4 0-3-4z" fill={tokens.colorNeutralBackground1} stroke={line} />
      <path d="M20 30h16l3.4 6.4q.6 2.4-1.8 2.6H18.4q-2.4-.2-1.8-2.6z" fill={soft} />
      <path d="M21 8h14" stroke={line} />
      <circle cx="26" cy="34" r="1.5" fill={line} />
      <circle cx="31" cy="31" r="1" fill={line} />
    </Small>
  );
}

/** One building: an organisation. */
export function OrganisationDrawing() {
  return (
    <Small>
      <path d="M14 40V10q0-2 2-2h14q2 0 2 2v30M32 20h8q2 0 2 2v18M8 40h40" fill={soft} stroke={line} />
      <path d="M20 16h1M26 16h1M20 23h1M26 23h1M20 30h1M26 30h1M37 27h.5M37 33h.5" stroke={line} strokeWidth="3" />
    </Small>
  );
}

/** Somebody at a screen. */
export function PersonDrawing() {
  return (
    <Small>
      <rect x="26" y="8" width="26" height="18" rx="2" fill={soft} stroke={still} />
      <path d="M34 32h10M39 26v6" stroke={still} />
      <path d="M31 20l4-4 4 3 6-6" stroke={line} />
      <circle cx="14" cy="15" r="6" fill={soft} stroke={line} />
      <path d="M4 38v-3q0-9 10-9t10 9v3z" fill={soft} stroke={line} />
    </Small>
  );
}

/** A terminal under the moon: nobody is there. */
export function ScriptDrawing() {
  return (
    <Small>
      <rect x="4" y="14" width="34" height="26" rx="3" fill={soft} stroke={line} />
      <path d="M10 23l4 4-4 4M18 31h8" stroke={line} />
      <path
        d="M50 16.5A8.5 8.5 0 1 1 41 5a7 7 0 0 0 9 11.5z"
        fill={tokens.colorPaletteMarigoldBackground2}
        stroke={tokens.colorPaletteMarigoldBorderActive}
      />
    </Small>
  );
}

/** Alerts from several places that belong together: incidents. */
export function IncidentsDrawing() {
  return (
    <Small>
      <path d="M12 12L28 22M44 12L28 22M12 34l16-12M44 34L28 22" stroke={still} />
      <circle
        cx="12"
        cy="11"
        r="4"
        fill={tokens.colorPaletteMarigoldBackground2}
        stroke={tokens.colorPaletteMarigoldBorderActive}
      />
      <circle cx="44" cy="11" r="4" fill={soft} stroke={line} />
      <circle cx="12" cy="34" r="4" fill={soft} stroke={line} />
      <circle
        cx="44"
        cy="34"
        r="4"
        fill={tokens.colorPaletteMarigoldBackground2}
        stroke={tokens.colorPaletteMarigoldBorderActive}
      />
      <circle
        cx="28"
        cy="22"
        r="9"
        fill={tokens.colorPaletteRedBackground1}
        stroke={tokens.colorPaletteRedBorderActive}
      />
      <path d="M28 17.5v5M28 26v.2" stroke={tokens.colorPaletteRedForeground1} />
    </Small>
  );
}

/** A computer with an alert on it. */
export function EndpointDrawing() {
  return (
    <Small>
      <rect x="10" y="9" width="36" height="24" rx="2.5" fill={soft} stroke={line} />
      <path d="M5 38h46" stroke={line} strokeWidth="3" />
      <path d="M28 14l7 2.5v4.5q0 5.5-7 8-7-2.5-7-8v-4.5z" fill={tokens.colorNeutralBackground1} stroke={line} />
      <path d="M28 18.5v4M28 25.2v.2" stroke={tokens.colorPaletteRedForeground1} />
    </Small>
  );
}

/** One house in the middle and others around it: customers. */
export function CustomersDrawing() {
  const house = (x: number, y: number) => `M${x - 6} ${y + 6}v-7l6-5 6 5v7z`;
  return (
    <Small>
      <path d="M28 22L11 11M28 22l17-11M28 22L11 34M28 22l17 12" stroke={still} strokeDasharray="2 4" />
      {[
        [11, 11],
        [45, 11],
        [11, 34],
        [45, 34],
      ].map(([x = 0, y = 0]) => (
        <path key={`${x} ${y}`} d={house(x, y)} fill={tokens.colorNeutralBackground1} stroke={still} />
      ))}
      <circle cx="28" cy="22" r="9" fill={soft} stroke={line} />
      <path d="M24 26v-6l4-3 4 3v6z" stroke={line} />
    </Small>
  );
}
