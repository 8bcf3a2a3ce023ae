import { Button, Input, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useDeferredValue, useMemo, useState } from "react";
import { Search20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useWords } from "../../i18n";
import type { ConnectionView, IncidentsView } from "../../ipc";
import { Details } from "./Details";
import { IncidentsTable } from "./IncidentsTable";
import { Saved } from "./Saved";
import { SeverityChart } from "./SeverityChart";
import { type Filters, knownStatus, matching, NO_FILTERS, SEVERITIES, type Sorting, sorted } from "./severity";

const useStyles = makeStyles({
  room: {
    position: "relative",
    display: "flex",
    gap: tokens.spacingHorizontalL,
    flex: "1 0 360px",
    minHeight: 0,
  },
  left: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, flex: "1 1 0", minWidth: 0 },
  sheet: { display: "flex", flexDirection: "column", flex: "1 1 auto", minHeight: "180px", padding: 0 },
  filters: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  search: { flex: "1 1 180px", maxWidth: "320px", marginLeft: "auto" },
  none: { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}` },
});

/** What came back: the chart, the table, the story of one incident, and where it was saved. */
export function Results({
  view,
  hours,
  connection,
}: {
  view: IncidentsView;
  hours: number;
  connection: ConnectionView;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [sorting, setSorting] = useState<Sorting>({ column: "updated", descending: true });
  const [openId, setOpenId] = useState<string | null>(null);
  const deferred = useDeferredValue(filters);
  const rows = useMemo(() => sorted(matching(view.rows, deferred), sorting), [view.rows, deferred, sorting]);
  const open = view.rows.find((row) => row.id === openId);
  if (view.rows.length === 0) return <Saved view={view} connection={connection} />;
  return (
    <>
      <div className={styles.room}>
        <div className={styles.left}>
          <SeverityChart
            rows={view.rows}
            until={view.until}
            hours={hours}
            severity={filters.severity}
            onSeverity={(severity) => setFilters({ ...filters, severity })}
          />
          <Panel className={styles.sheet} label={t("defender.title")}>
            <FilterBar view={view} filters={filters} shown={rows.length} onFilters={setFilters} />
            {rows.length > 0 ? (
              <IncidentsTable rows={rows} sorting={sorting} onSort={setSorting} selected={openId} onOpen={setOpenId} />
            ) : (
              <p className={styles.none}>{t("defender.no_match")}</p>
            )}
          </Panel>
        </div>
        {open && <Details key={open.id} row={open} connection={connection} onClose={() => setOpenId(null)} />}
      </div>
      <Saved view={view} connection={connection} />
    </>
  );
}

interface FilterBarProps {
  view: IncidentsView;
  filters: Filters;
  shown: number;
  onFilters(filters: Filters): void;
}

function FilterBar({ view, filters, shown, onFilters }: FilterBarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const severities = SEVERITIES.filter((one) => view.rows.some((row) => row.severity === one));
  const statuses = useMemo(() => [...new Set(view.rows.map((row) => knownStatus(row.status) ?? row.status))], [view]);
  const filtered = filters !== NO_FILTERS && shown !== view.rows.length;
  return (
    <div className={styles.filters}>
      <Select
        aria-label={t("defender.severity_label")}
        value={filters.severity ?? ""}
        onChange={(_, { value }) =>
          onFilters({ ...filters, severity: severities.find((one) => one === value) ?? null })
        }
      >
        <option value="">{t("defender.all_severities")}</option>
        {severities.map((one) => (
          <option key={one} value={one}>
            {t(`defender.severity.${one}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t("defender.status_label")}
        value={filters.status ?? ""}
        onChange={(_, { value }) => onFilters({ ...filters, status: value || null })}
      >
        <option value="">{t("defender.all_statuses")}</option>
        {statuses.map((status) => {
          const known = knownStatus(status);
          return (
            <option key={status} value={status}>
              {known ? t(`defender.status.${known}`) : status}
            </option>
          );
        })}
      </Select>
      {filtered && (
        <Button appearance="subtle" onClick={() => onFilters(NO_FILTERS)}>
          {t("defender.clear")}
        </Button>
      )}
      <span role="status">{filtered && t("defender.filtered", { shown, count: view.rows.length })}</span>
      <Input
        type="search"
        className={styles.search}
        contentBefore={<Search20Regular />}
        aria-label={t("defender.search", { count: view.rows.length })}
        placeholder={t("defender.search", { count: view.rows.length })}
        value={filters.search}
        onChange={(_, { value }) => onFilters({ ...filters, search: value })}
      />
    </div>
  );
}
