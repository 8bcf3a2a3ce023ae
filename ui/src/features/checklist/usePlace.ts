import { useEffect, useState } from "react";
import { usePreferences } from "../../app/preferences";
import { useSession } from "../../app/session";
import { useTask } from "../../app/task";
import { type CloudChoice, type FoundTenant, ownReport, Problem, useDoor } from "../../ipc";

type Place = "practice" | "own";

/** Where the incidents are: the practice tenant, or one that is looked up by its domain. */
export function usePlace(asked: Place | null, tenant: string) {
  const door = useDoor();
  const { practice, notePlace } = useSession();
  const { adopt } = usePreferences();
  const finding = useTask();
  const choosing = useTask();
  const [chosen, setChosen] = useState<Place | null>(asked);
  const [clouds, setClouds] = useState<CloudChoice[]>([]);
  const [domain, setDomain] = useState(tenant);
  const [cloudId, setCloudId] = useState<string | null>(null);
  const [found, setFound] = useState<FoundTenant | null>(null);
  const place = chosen ?? (practice === null || practice.running ? "practice" : "own");

  useEffect(() => {
    door.clouds().then(setClouds, () => setClouds([]));
  }, [door]);
  useEffect(() => {
    notePlace(place);
    return () => notePlace(null);
  }, [place, notePlace]);

  const otherwise = () => {
    setFound(null);
    finding.clear();
  };
  return {
    place,
    clouds,
    domain,
    cloudId,
    found,
    finding,
    choose: (next: Place) => {
      setChosen(next);
      finding.clear();
    },
    setDomain: (next: string) => {
      setDomain(next);
      otherwise();
    },
    setCloudId: (next: string | null) => {
      setCloudId(next);
      otherwise();
    },
    choosing,
    /** Lets the person choose the file of a cloud of their own, and takes that cloud. */
    chooseCloudFile: () =>
      choosing.run(async () => {
        adopt(await door.chooseCloudFile());
        const offered = await door.clouds();
        setClouds(offered);
        const custom = offered.find((one) => one.custom && !one.practice);
        if (!custom) return;
        setCloudId(custom.id);
        otherwise();
      }),
    /** Looks the domain up; undefined where it was not found, with the problem in `finding`. */
    find: () =>
      finding.run(async () => {
        const tenant = await door.findTenant(domain.trim(), cloudId);
        setFound(tenant);
        return tenant;
      }),
    practiceTenant: async (): Promise<FoundTenant> => {
      const { running, tenantDomain, problem } = await door.practice();
      // Without its cloud the name would be looked up at Microsoft, where it is somebody's.
      const cloud = (await door.clouds()).find((one) => one.practice);
      if (!running || !tenantDomain || !cloud) throw new Problem(problem ?? ownReport("practice_unavailable"));
      return door.findTenant(tenantDomain, cloud.id);
    },
  };
}

export type WherePlace = ReturnType<typeof usePlace>;
