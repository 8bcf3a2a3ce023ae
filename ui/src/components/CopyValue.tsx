import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import { copyText } from "./clipboard";
import { Checkmark20Regular, Copy20Regular } from "./icons";

const useStyles = makeStyles({
  row: {
    display: "flex",
    alignItems: "center",
    "& dd": { margin: 0 },
    gap: tokens.spacingHorizontalM,
    minHeight: "36px",
  },
  label: {
    flex: "0 0 190px",
    color: tokens.colorNeutralForeground2,
    "@media (max-width: 1000px)": { flexBasis: "140px" },
  },
  value: {
    flex: "1 1 auto",
    minWidth: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
    userSelect: "all",
  },
});

/** One value to carry into the portal, with its copy button. */
export function CopyValue({ label, value }: { label: string; value: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const { said, copy } = useCopy();
  return (
    <div className={styles.row}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd>
        <Button
          size="small"
          icon={said === "copied" ? <Checkmark20Regular /> : <Copy20Regular />}
          aria-label={t("common.copy_named", { name: label })}
          onClick={() => copy(value)}
        >
          {t(said === "copied" ? "common.copied" : "common.copy")}
        </Button>
        <span role="status">{said === "failed" && t("common.copy_failed")}</span>
      </dd>
    </div>
  );
}

/** Copies, and says for a moment whether it worked. */
export function useCopy(): { said: "copied" | "failed" | null; copy(text: string): Promise<void> } {
  const [said, setSaid] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(null), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  return { said, copy: async (text) => setSaid((await copyText(text)) ? "copied" : "failed") };
}
