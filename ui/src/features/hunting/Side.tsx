import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { useId, useState } from "react";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { Api, HuntingSchema } from "../../ipc";
import { Queries } from "./Queries";
import { Tables } from "./Tables";

const useStyles = makeStyles({
  side: { display: "flex", flexDirection: "column", minHeight: 0, padding: 0 },
  content: {
    flex: "1 1 0",
    minHeight: 0,
    overflowY: "auto",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}`,
  },
});

interface SideProps {
  schema: HuntingSchema | null;
  api: Api;
  /** The query as it stands. */
  text: string;
  replaced: string | null;
  onOpen(text: string): void;
  onBringBack(text: string): void;
  onInsert(name: string): void;
}

/** Beside the editor: queries to begin with, and the tables that can be asked. */
export function Side({ schema, api, text, replaced, onOpen, onBringBack, onInsert }: SideProps) {
  const styles = useStyles();
  const { t } = useWords();
  const id = useId();
  const [shown, setShown] = useState<"queries" | "tables">("queries");
  return (
    <Panel className={styles.side} label={t("hunting.side.label")}>
      <TabList
        selectedValue={shown}
        onTabSelect={(_, { value }) => setShown(value === "tables" ? "tables" : "queries")}
      >
        {(["queries", "tables"] as const).map((one) => (
          <Tab key={one} id={`${id}-${one}`} value={one} aria-controls={`${id}-shown`} data-testid={`hunt-${one}`}>
            {t(`hunting.side.${one}`)}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`${id}-shown`} aria-labelledby={`${id}-${shown}`} className={styles.content}>
        {shown === "queries" ? (
          <Queries {...{ text, replaced, onOpen, onBringBack }} />
        ) : (
          schema && <Tables {...{ schema, api, onInsert }} />
        )}
      </div>
    </Panel>
  );
}
