import { makeStyles, tokens } from "@fluentui/react-components";

/** The sheet at the top, which says what happens now and holds the one way on, looks alike in every stage. */
export const useStageStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  body: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground2 },
  ways: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalM,
  },
  apart: { marginTop: tokens.spacingVerticalL },
  bar: { marginTop: tokens.spacingVerticalS },
  code: { margin: `${tokens.spacingVerticalS} 0 0` },
  hint: { color: tokens.colorNeutralForeground2 },
  row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
});
