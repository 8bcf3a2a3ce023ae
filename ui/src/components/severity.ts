import { tokens } from "@fluentui/react-components";
import type { Severity } from "../ipc";

/** From the worst down; the order of the counts of a bar, of the legend and of the table. */
export const SEVERITIES = ["high", "medium", "low", "informational", "unknown"] as const satisfies readonly Severity[];

/** Colours that stay apart on light and dark, and for most kinds of colour blindness. The word is always beside. */
export const TONE: Record<Severity, string> = {
  high: tokens.colorPaletteRedBackground3,
  medium: tokens.colorPaletteMarigoldBorderActive,
  low: tokens.colorBrandForegroundInverted,
  informational: tokens.colorNeutralForegroundDisabled,
  unknown: tokens.colorNeutralStroke1,
};

/** The severity of that name; what is new to us counts as unknown. */
export function severityOf(name: unknown): Severity {
  return SEVERITIES.find((one) => one === name) ?? "unknown";
}
