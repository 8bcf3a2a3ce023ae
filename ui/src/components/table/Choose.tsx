import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";

/** Room of the boxes, in pixels. */
export const BOX = 24;

const useStyles = makeStyles({
  cell: { display: "flex", alignItems: "center", height: "100%", cursor: "pointer" },
  box: {
    width: "16px",
    height: "16px",
    margin: 0,
    cursor: "pointer",
    accentColor: tokens.colorCompoundBrandBackground,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
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
