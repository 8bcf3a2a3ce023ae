import { Button, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { Warning20Filled } from "../../components/icons";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Api, HuntingPlace } from "../../ipc";
import { TIMESPANS, type Timespan } from "./desk";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  field: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  needs: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  end: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorPaletteMarigoldBorder2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  warning: { color: tokens.colorPaletteMarigoldForeground3, flexShrink: 0 },
  words: { flex: "1 1 240px" },
});

interface AskedAtProps {
  places: HuntingPlace[];
  api: Api;
  timespan: Timespan | null;
  onApi(api: Api): void;
  onTimespan(timespan: Timespan | null): void;
}

/** Where the query is asked and how far back; an older place says when it ends, and what to take instead. */
export function AskedAt({ places, api, timespan, onApi, onTimespan }: AskedAtProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormat();
  const ids = useId();
  const here = places.find((place) => place.api === api);
  const date = (day: string) => format.date(`${day}T12:00:00`);
  const name = ({ api: one, recommended, ended, endsOn }: HuntingPlace) => {
    const words = { api: t(`common.api.${one}`), date: endsOn ? date(endsOn) : "" };
    if (recommended) return t("hunting.place.recommended", words);
    if (!endsOn) return words.api;
    return t(ended ? "hunting.place.ended" : "hunting.place.ends", words);
  };
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.field}>
          <label htmlFor={`${ids}-api`}>{t("hunting.place.label")}</label>
          <Select
            id={`${ids}-api`}
            data-testid="hunt-api"
            value={api}
            onChange={(_, { value }) => onApi(places.find((place) => place.api === value)?.api ?? api)}
          >
            {places.map((place) => (
              <option key={place.api} value={place.api}>
                {name(place)}
              </option>
            ))}
          </Select>
        </div>
        {api === "graph" ? (
          <div className={styles.field}>
            <label htmlFor={`${ids}-span`}>{t("hunting.timespan.label")}</label>
            <Select
              id={`${ids}-span`}
              data-testid="hunt-timespan"
              value={timespan ?? ""}
              onChange={(_, { value }) => onTimespan(TIMESPANS.find((one) => one === value) ?? null)}
            >
              <option value="">{t("hunting.timespan.none")}</option>
              {TIMESPANS.map((one) => (
                <option key={one} value={one}>
                  {t(`hunting.timespan.${one}`)}
                </option>
              ))}
            </Select>
          </div>
        ) : (
          <span className={styles.needs}>{t("hunting.timespan.graph_only")}</span>
        )}
        {here && <span className={styles.needs}>{t("hunting.place.needs", { permission: here.permission })}</span>}
      </div>
      {here?.endsOn && (
        <div className={styles.end} data-testid="hunt-ends">
          <Warning20Filled className={styles.warning} />
          <div className={styles.words}>
            <strong>{t("hunting.place.end_title", { date: date(here.endsOn) })}</strong>
            <div>{t("hunting.place.end_body")}</div>
          </div>
          <Button data-testid="hunt-use-graph" onClick={() => onApi("graph")}>
            {t("hunting.place.use_graph")}
          </Button>
        </div>
      )}
    </>
  );
}
