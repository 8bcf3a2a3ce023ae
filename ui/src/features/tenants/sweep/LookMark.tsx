import { CELL, type Look, SHAPE, TONE } from "./looks";

/** The mark of a look, as in the picture; the word stands beside it. */
export function LookMark({ look }: { look: Look }) {
  return (
    <svg viewBox={`0 0 ${CELL} ${CELL}`} width="12" height="12" aria-hidden="true">
      <path d={SHAPE[look](0, 0)} fill={TONE[look]} fillRule="evenodd" />
    </svg>
  );
}
