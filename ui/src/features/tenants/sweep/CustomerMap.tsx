import { makeStyles, tokens } from "@fluentui/react-components";
import { type PointerEvent, useMemo, useState } from "react";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { SweptCustomer } from "../../../ipc";
import { CELL, counted, LOOKS, lookOf, SHAPE, TONE } from "./looks";
import { useCustomerWords } from "./words";

/** How much wider than high the picture is: flat, so that what stands below stays in sight. */
const FLAT = 12;
/** The largest side of one customer, in pixels. */
const LARGEST = 18;

const useStyles = makeStyles({
  map: { display: "block", width: "100%", height: "auto" },
  caption: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    minHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
});

interface CustomerMapProps {
  /** Those of whom something was heard. */
  customers: readonly SweptCustomer[];
  /** All that are asked. */
  of: number;
}

/**
 * All customers in one picture, one mark each. It has as many parts as there are looks, however many customers there
 * are; what it says in words is in its name, and each customer is in the list below.
 */
export function CustomerMap({ customers, of }: CustomerMapProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const say = useCustomerWords();
  const [pointed, setPointed] = useState<number | null>(null);
  const count = Math.max(of, customers.length, 1);
  const columns = Math.min(count, Math.max(12, Math.ceil(Math.sqrt(count * FLAT))));
  const rows = Math.ceil(count / columns);
  const paths = useMemo(() => drawn(customers, count, columns), [customers, count, columns]);
  const counts = counted(customers, of);
  const parts = LOOKS.filter((look) => counts[look] > 0).map((look) =>
    t("sweep.part", { look: t(`sweep.look.${look}`), count: counts[look] }),
  );
  const point = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const column = Math.floor(((clientX - left) / width) * columns);
    setPointed(Math.floor(((clientY - top) / height) * rows) * columns + column);
  };
  const customer = pointed === null ? undefined : customers[pointed];
  return (
    <div>
      <svg
        className={styles.map}
        style={{ maxWidth: `${columns * LARGEST}px` }}
        viewBox={`0 0 ${columns * CELL} ${rows * CELL}`}
        role="img"
        aria-label={t("sweep.map", { parts: format.list(parts) })}
        data-testid="customer-map"
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        {LOOKS.map((look) => (
          <path key={look} d={paths[look]} fill={TONE[look]} fillRule="evenodd" data-look={look} />
        ))}
      </svg>
      <p className={styles.caption} aria-hidden="true">
        {customer && t("sweep.pointed", { customer: customer.name ?? customer.domain, state: say(customer) })}
      </p>
    </div>
  );
}

/** One path for each look, in the order in which the customers were heard of. */
function drawn(customers: readonly SweptCustomer[], count: number, columns: number): Record<string, string> {
  const paths: Record<string, string> = {};
  for (let place = 0; place < count; place += 1) {
    const customer = customers[place];
    const look = customer ? lookOf(customer) : "waiting";
    const shape = SHAPE[look]((place % columns) * CELL, Math.floor(place / columns) * CELL);
    paths[look] = (paths[look] ?? "") + shape;
  }
  return paths;
}
