import { makeStyles, tokens } from "@fluentui/react-components";

/** Below this width what stands beside the work goes below it. */
export const STACKED = "@media (max-width: 1060px)";

/** The work, and beside it what belongs to it. */
export const useColumns = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 348px",
    gap: tokens.spacingHorizontalXL,
    alignItems: "start",
    [STACKED]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  column: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minWidth: 0 },
});
