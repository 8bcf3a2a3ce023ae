import { tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

/** Size of a picture in its own units; one unit is about a pixel at the design size. */
export const WIDTH = 680;
export const MENU = 158;

/** Mean width of a letter of the window's font, as a share of its size. */
const ADVANCE = 0.48;

/** About how wide a text is drawn; SVG does not lay text out, and a measured answer would need a second paint. */
export function widthOf(text: string, size = 11): number {
  return text.length * size * ADVANCE;
}

/** The text, cut with an ellipsis where it would be wider than the place for it. */
export function clipped(text: string, width: number, size = 11): string {
  const most = Math.floor(width / (size * ADVANCE));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

interface WordProps {
  x: number;
  y: number;
  children: string;
  size?: number;
  strong?: boolean;
  soft?: boolean;
  tone?: string;
}

export function Word({ x, y, children, size = 11, strong = false, soft = false, tone }: WordProps) {
  const plain = soft ? tokens.colorNeutralForeground3 : tokens.colorNeutralForeground1;
  return (
    <text x={x} y={y} fontSize={size} fontWeight={strong ? 600 : 400} fill={tone ?? plain}>
      {children}
    </text>
  );
}

interface BoxProps {
  x: number;
  y: number;
  width: number;
  height?: number;
  label?: string;
  primary?: boolean;
}

/** A button or a field of the portal. */
export function Box({ x, y, width, height = 24, label, primary = false }: BoxProps) {
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx="3"
        fill={primary ? tokens.colorBrandBackground : tokens.colorNeutralBackground1}
        stroke={primary ? "none" : tokens.colorNeutralStroke1}
      />
      {label && (
        <Word
          x={x + 10}
          y={y + height / 2 + 4}
          {...(primary ? { tone: tokens.colorNeutralForegroundOnBrand, strong: true } : {})}
        >
          {clipped(label, width - 14)}
        </Word>
      )}
    </g>
  );
}

/** The marked place, with the number of the click that it belongs to. */
export function Spot({ x, y, width, height = 24, click }: Omit<BoxProps, "label"> & { click: number }) {
  return (
    <g>
      <rect
        x={x - 3}
        y={y - 3}
        width={width + 6}
        height={height + 6}
        rx="6"
        fill="none"
        stroke={tokens.colorCompoundBrandStroke}
        strokeWidth="2"
      />
      <circle cx={x + width + 3} cy={y - 3} r="9" fill={tokens.colorCompoundBrandBackground} />
      <text
        x={x + width + 3}
        y={y + 1}
        fontSize="11"
        fontWeight="700"
        textAnchor="middle"
        fill={tokens.colorNeutralForegroundOnBrand}
      >
        {click}
      </text>
    </g>
  );
}

interface ChoiceProps {
  x: number;
  y: number;
  label: string;
  chosen: boolean;
}

/** A radio button of the portal with its label; `y` is the label's base line. */
export function Choice({ x, y, label, chosen }: ChoiceProps) {
  return (
    <g>
      <circle
        cx={x + 7}
        cy={y - 4}
        r="6"
        fill="none"
        stroke={chosen ? tokens.colorCompoundBrandStroke : tokens.colorNeutralStrokeAccessible}
        strokeWidth={chosen ? 1.5 : 1}
      />
      {chosen && <circle cx={x + 7} cy={y - 4} r="3" fill={tokens.colorCompoundBrandBackground} />}
      <Word x={x + 20} y={y} soft={!chosen}>
        {label}
      </Word>
    </g>
  );
}

interface TabsProps {
  x: number;
  y: number;
  labels: string[];
  here: number;
}

/** The tabs over a page's content; `y` is their base line. */
export function Tabs({ x, y, labels, here }: TabsProps) {
  const widths = labels.map((label) => widthOf(label) + 22);
  return (
    <g>
      {labels.map((label, index) => {
        const left = x + widths.slice(0, index).reduce((sum, width) => sum + width, 0);
        return (
          <g key={label}>
            <Word x={left} y={y} strong={index === here} soft={index !== here}>
              {label}
            </Word>
            {index === here && (
              <path
                d={`M${left} ${y + 6}h${widthOf(label)}`}
                stroke={tokens.colorCompoundBrandStroke}
                strokeWidth="2"
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

interface FrameProps {
  height: number;
  /** What the picture shows, for those who cannot see it. */
  label: string;
  title: string;
  menu?: { items: string[]; here: number };
  children: ReactNode;
}

/** A page of the portal: its menu on the left where it has one, its title, its content. */
export function Frame({ height, label, title, menu, children }: FrameProps) {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} width="100%" role="img" aria-label={label} fontFamily="inherit">
      <rect width={WIDTH} height={height} rx="6" fill={tokens.colorNeutralBackground3} />
      {menu && (
        <g>
          <path
            d={`M6 0H${MENU}V${height}H6A6 6 0 0 1 0 ${height - 6}V6A6 6 0 0 1 6 0`}
            fill={tokens.colorNeutralBackground5}
          />
          {menu.items.map((item, index) => (
            <g key={item}>
              {index === menu.here && (
                <rect
                  x="6"
                  y={15 + index * 27}
                  width={MENU - 12}
                  height="24"
                  rx="4"
                  fill={tokens.colorBrandBackground2}
                />
              )}
              <Word
                x={16}
                y={31 + index * 27}
                strong={index === menu.here}
                {...(index === menu.here ? { tone: tokens.colorBrandForeground2 } : {})}
              >
                {clipped(item, MENU - 20)}
              </Word>
            </g>
          ))}
        </g>
      )}
      <Word x={(menu ? MENU : 0) + 20} y={32} size={14} strong>
        {title}
      </Word>
      {children}
    </svg>
  );
}
