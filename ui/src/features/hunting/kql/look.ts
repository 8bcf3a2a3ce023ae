import { EditorView } from "@codemirror/view";
import { tokens } from "@fluentui/react-components";
import type { Colour } from "./language";

/** Fluent's colours, each readable on the editor's ground in both themes. */
const INK: Record<Colour, { color?: string; fontStyle?: string; fontWeight?: string }> = {
  comment: { color: tokens.colorNeutralForeground3, fontStyle: "italic" },
  text: { color: tokens.colorPaletteRedForeground1 },
  number: { color: tokens.colorPaletteGreenForeground1 },
  type: { color: tokens.colorPaletteGreenForeground1 },
  column: {},
  table: { color: tokens.colorPaletteBerryForeground1 },
  function: { color: tokens.colorBrandForeground1 },
  name: {},
  operator: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  keyword: { color: tokens.colorBrandForeground1 },
};

const wavy = (color: string) => ({
  backgroundImage: "none",
  // One by one: WebKit does not take all three in the shorthand.
  textDecorationLine: "underline",
  textDecorationStyle: "wavy",
  textDecorationColor: color,
  textDecorationSkipInk: "none",
  textUnderlineOffset: "3px",
});

const box = {
  backgroundColor: tokens.colorNeutralBackground1,
  color: tokens.colorNeutralForeground1,
  border: `1px solid ${tokens.colorNeutralStroke1}`,
  borderRadius: tokens.borderRadiusMedium,
  boxShadow: tokens.shadow8,
};

/** The editor in Fluent's clothes: variables of the theme, so that light, dark and contrast follow by themselves. */
export const look = EditorView.theme({
  "&": {
    height: "100%",
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    borderRadius: tokens.borderRadiusMedium,
  },
  "&.cm-focused": { outline: "none" },
  // An outline would be covered by the line numbers.
  "&.cm-focused::after": {
    content: '""',
    position: "absolute",
    inset: 0,
    zIndex: 300,
    border: `2px solid ${tokens.colorStrokeFocus2}`,
    borderRadius: tokens.borderRadiusMedium,
    pointerEvents: "none",
  },
  ".cm-scroller": { fontFamily: tokens.fontFamilyMonospace, lineHeight: "1.55" },
  ".cm-content": { caretColor: tokens.colorNeutralForeground1, padding: `${tokens.spacingVerticalM} 0` },
  ".cm-line": { padding: `0 ${tokens.spacingHorizontalM}` },
  ".cm-cursor": { borderLeftColor: tokens.colorNeutralForeground1 },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: tokens.colorBrandBackground2Pressed,
  },
  ".cm-gutters": {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground3,
    border: "none",
    paddingLeft: tokens.spacingHorizontalXS,
  },
  ".cm-placeholder": { color: tokens.colorNeutralForeground3 },
  ".cm-tooltip": { ...box, maxWidth: "520px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: tokens.fontFamilyMonospace, maxHeight: "15em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalL,
    padding: `2px ${tokens.spacingHorizontalS}`,
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  ".cm-completionDetail": { fontFamily: tokens.fontFamilyBase, fontStyle: "normal", opacity: 1 },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: tokens.fontWeightBold },
  ".cm-about": {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: "pre-wrap",
  },
  ".cm-diagnostic": { borderLeftWidth: "3px", padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` },
  ".cm-diagnostic-error": { borderLeftColor: tokens.colorPaletteRedBorder2 },
  ".cm-diagnostic-warning": { borderLeftColor: tokens.colorPaletteMarigoldBorder2 },
  ".cm-lintRange-error": wavy(tokens.colorPaletteRedBorder2),
  ".cm-lintRange-warning": wavy(tokens.colorPaletteMarigoldBorder2),
  ".cm-lintRange-hint": wavy(tokens.colorNeutralStroke1),
  ...Object.fromEntries(Object.entries(INK).map(([colour, style]) => [`.cm-kql-${colour}`, style])),
});
