import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useRef } from "react";
import type { SweptCustomer } from "../../../ipc";
import { LookMark } from "./LookMark";
import { lookOf } from "./looks";
import { useCustomerWords } from "./words";

/** Height of a line in pixels. */
const LINE = 34;
/** Lines that are seen at once, at most. */
const SEEN = 9;

const useStyles = makeStyles({
  scroll: {
    overflowY: "auto",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  list: { position: "relative", listStyleType: "none", margin: 0, padding: 0 },
  line: {
    position: "absolute",
    left: 0,
    right: 0,
    height: `${LINE}px`,
    boxSizing: "border-box",
    display: "grid",
    gridTemplateColumns: "16px minmax(0, 2fr) minmax(0, 3fr)",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  domain: { color: tokens.colorNeutralForeground2, marginLeft: tokens.spacingHorizontalS },
  state: { color: tokens.colorNeutralForeground2 },
  none: { margin: 0, padding: `${tokens.spacingVerticalS} 0`, color: tokens.colorNeutralForeground2 },
});

interface CustomerListProps {
  customers: SweptCustomer[];
  /** What they have in common. */
  label: string;
  /** What stands where there are none. */
  none: string;
}

/** Customers, one on a line; only those in sight exist, so that any number scrolls at one price. */
export function CustomerList({ customers, label, none }: CustomerListProps) {
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: customers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 6,
  });
  const height = Math.min(customers.length, SEEN) * LINE;
  if (customers.length === 0) return <p className={styles.none}>{none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section ref={scroller} className={styles.scroll} style={{ height }} tabIndex={0} aria-label={label}>
      <ul className={styles.list} style={{ height: virtual.getTotalSize() }} data-testid="swept-customers">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const customer = customers[index];
          return (
            customer && (
              <li
                key={customer.tenantId}
                className={styles.line}
                style={{ top: start }}
                aria-setsize={customers.length}
                aria-posinset={index + 1}
              >
                <Line customer={customer} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

const Line = memo(function Line({ customer }: { customer: SweptCustomer }) {
  const styles = useStyles();
  const say = useCustomerWords();
  const { name, domain } = customer;
  const state = say(customer);
  return (
    <>
      <LookMark look={lookOf(customer)} />
      <span className={styles.name} title={domain}>
        {name ?? domain}
        {name && <span className={styles.domain}>{domain}</span>}
      </span>
      <span className={mergeClasses(styles.name, styles.state)} title={state}>
        {state}
      </span>
    </>
  );
});
