import { type ReactNode, useEffect, useRef } from "react";

/**
 * The heading of a part that takes another's place. When what had the focus went away with the old part, the focus comes
 * here, so that nobody who uses the keyboard is left nowhere.
 */
export function StepHeading({ className, children }: { className?: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1} className={className} style={{ outline: "none" }}>
      {children}
    </h2>
  );
}
