import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { Page } from "../../components/Page";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type CloudChoice, type FoundTenant, type Goal, ownReport, Problem, useDoor } from "../../ipc";
import { GoalChoice } from "./GoalChoice";
import { WhereChoice } from "./WhereChoice";

const useStyles = makeStyles({
  // The way on stays in sight, however small the window.
  foot: {
    position: "sticky",
    bottom: `calc(-1 * ${tokens.spacingVerticalL})`,
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  hint: { color: tokens.colorNeutralForeground2 },
});

/** Where the incidents are, who reads them and through which API: all that a checklist is made from. */
export default function Setup({ place: asked }: { place?: "practice" | "own" }) {
  const styles = useStyles();
  const { t } = useWords();
  const door = useDoor();
  const { go } = useRoute();
  const { practice, learn, notePlace } = useSession();
  const [chosen, setChosen] = useState<"practice" | "own" | null>(asked ?? null);
  const [goal, setGoal] = useState<Goal>({ api: "graph", context: "user" });
  const [clouds, setClouds] = useState<CloudChoice[]>([]);
  const [domain, setDomain] = useState("");
  const [cloudId, setCloudId] = useState<string | null>(null);
  const [found, setFound] = useState<FoundTenant | null>(null);
  const finding = useTask();
  const creating = useTask();
  const place = chosen ?? (practice === null || practice.running ? "practice" : "own");

  useEffect(() => {
    door.clouds().then(setClouds, () => setClouds([]));
  }, [door]);
  useEffect(() => {
    notePlace(place);
    return () => notePlace(null);
  }, [place, notePlace]);

  const find = () =>
    finding.run(async () => {
      const tenant = await door.findTenant(domain.trim(), cloudId);
      setFound(tenant);
      return tenant;
    });
  const practiceTenant = async () => {
    const { running, tenantDomain, problem } = await door.practice();
    // Without its cloud the name would be looked up at Microsoft, where it is somebody's.
    const cloud = (await door.clouds()).find((one) => one.practice);
    if (!running || !tenantDomain || !cloud) throw new Problem(problem ?? ownReport("practice_unavailable"));
    return door.findTenant(tenantDomain, cloud.id);
  };
  const create = async () => {
    const tenant = place === "own" ? (found ?? (await find())) : null;
    if (place === "own" && !tenant) return;
    await creating.run(async () => {
      const checklist = await door.createConnection(tenant ?? (await practiceTenant()), goal);
      learn(checklist);
      go({ screen: "checklist", connectionId: checklist.connection.id });
    });
  };

  const missing = place === "own" && domain.trim() === "";
  const busy = finding.busy || creating.busy;
  return (
    <Page title={t("checklist.title")} lead={t("home.lead")}>
      <WhereChoice
        place={place}
        onPlace={(next) => {
          setChosen(next);
          finding.clear();
          creating.clear();
        }}
        domain={domain}
        onDomain={(next) => {
          setDomain(next);
          setFound(null);
          finding.clear();
        }}
        clouds={clouds}
        cloudId={cloudId}
        onCloud={(next) => {
          setCloudId(next);
          setFound(null);
        }}
        found={found}
        finding={finding.busy}
        onFind={find}
      />
      {finding.problem && <ProblemCard report={finding.problem} onRetry={find} />}
      <GoalChoice goal={goal} onGoal={setGoal} />
      {creating.problem && <ProblemCard report={creating.problem} onRetry={create} />}
      <div className={styles.foot}>
        <Button
          appearance="primary"
          size="large"
          data-testid="setup-continue"
          disabled={missing || busy}
          onClick={create}
        >
          {t("checklist.goal.continue")}
        </Button>
        {busy && <Spinner size="tiny" label={t("checklist.where.finding")} />}
        {missing && <span className={styles.hint}>{t("checklist.goal.need_domain")}</span>}
      </div>
    </Page>
  );
}
