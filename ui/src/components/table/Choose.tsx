import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";

/** Room of the boxes, in pixels. */
export const BOX = 24;

const useStyles = makeStyles({
  cell: { display: "flex", alignItems: "center", height: "100%", cursor: "pointer" },
  // WebKitGTK draws a box of its own white in the dark.
  box: {
    appearance: "none",
    display: "grid",
    placeContent: "center",
    boxSizing: "border-box",
    width: "16px",
    height: "16px",
    margin: 0,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: "transparent",
    cursor: "pointer",
    "::before": { content: '""', width: "10px", height: "10px", backgroundColor: "transparent" },
    ":checked": { border: "none", backgroundColor: tokens.colorCompoundBrandBackground },
    ":checked::before": {
      backgroundColor: tokens.colorNeutralForegroundInverted,
      clipPath: "polygon(14% 44%, 0 65%, 43% 100%, 100% 20%, 84% 6%, 39% 69%)",
    },
    ":indeterminate::before": { backgroundColor: tokens.colorCompoundBrandForeground1, borderRadius: "2px" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
    "@media (forced-colors: active)": { appearance: "auto" },
  },
});

interface ChooseProps {
  role: "gridcell" | "columnheader";
  label: string;
  /** Null where some are in, and some are not. */
  chosen: boolean | null;
  onToggle(): void;
}

/** Whether a press was meant for a box, or for the room around it: it opens no row. */
export function isForBox(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[data-choose]") !== null;
}

/** A box that takes rows into the selection or out of it. Of a row, the keyboard presses it with the space bar. */
export function Choose({ role, label, chosen, onToggle }: ChooseProps) {
  const styles = useStyles();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = chosen === null;
  }, [chosen]);
  return (
    <div role={role} tabIndex={-1} className={styles.cell} data-choose>
      <input
        ref={box}
        type="checkbox"
        className={styles.box}
        // A row is one stop of the keyboard; the heading has no row around it that could press the box.
        tabIndex={role === "gridcell" ? -1 : 0}
        aria-label={label}
        checked={chosen === true}
        onChange={onToggle}
      />
    </div>
  );
}
