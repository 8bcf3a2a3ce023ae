import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { useWords } from "../../../i18n";
import type { SweptCustomer } from "../../../ipc";
import { CustomerList } from "./CustomerList";
import { CustomerMap } from "./CustomerMap";
import { LookMark } from "./LookMark";
import { AT_FIRST, counted, LOOKS, type Look, lookOf } from "./looks";

const useStyles = makeStyles({
  customers: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  legend: { display: "flex", flexWrap: "wrap", margin: 0, padding: 0, border: "none" },
  key: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "28px",
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  pressed: { backgroundColor: tokens.colorNeutralBackground1Selected, fontWeight: tokens.fontWeightSemibold },
});

interface CustomersProps {
  customers: SweptCustomer[];
  /** All that are asked. */
  of: number;
}

/** Every customer: in a picture, counted by how far they are, and by name. A press on a count lists only those. */
export function Customers({ customers, of }: CustomersProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [chosen, setChosen] = useState<Look | null>(null);
  const counts = counted(customers, of);
  const listed = useMemo(() => {
    const wanted = chosen ? [chosen] : AT_FIRST;
    return wanted.flatMap((look) => customers.filter((customer) => lookOf(customer) === look));
  }, [customers, chosen]);
  return (
    <div className={styles.customers}>
      <CustomerMap customers={customers} of={of} />
      <fieldset className={styles.legend} aria-label={t("sweep.legend")} title={t("sweep.legend")}>
        {LOOKS.filter((look) => counts[look] > 0 || look === chosen).map((look) => (
          <button
            key={look}
            type="button"
            data-testid={`look-${look}`}
            aria-pressed={look === chosen}
            className={mergeClasses(styles.key, look === chosen && styles.pressed)}
            onClick={() => setChosen(look === chosen ? null : look)}
          >
            <LookMark look={look} />
            {t("sweep.part", { look: t(`sweep.look.${look}`), count: counts[look] })}
          </button>
        ))}
      </fieldset>
      <CustomerList
        customers={listed}
        label={chosen ? t(`sweep.look.${chosen}`) : t("sweep.listed")}
        none={t(chosen === "waiting" ? "sweep.not_named" : "sweep.nobody")}
      />
    </div>
  );
}
