/** Ready questions and what belongs to them, without a desktop: the same names as `data/questions.json`. */
import type { Api, Estimate, ExposureView, ListQuery, Question, QuestionKind } from "../bindings";

const APIS: Api[] = ["graph", "xdr", "mde"];

const READ: Record<QuestionKind, [api: Api | null, call: string, application: string, user: string]> = {
  incidents: [
    null,
    "GET /v1.0/security/incidents?$filter=lastUpdateDateTime ge 2026-11-13T18:05:00Z",
    "SecurityIncident.Read.All",
    "SecurityIncident.Read.All",
  ],
  alerts: [
    null,
    "GET /v1.0/security/alerts_v2?$filter=lastUpdateDateTime ge 2026-11-13T18:05:00Z",
    "SecurityAlert.Read.All",
    "SecurityAlert.Read.All",
  ],
  machines: ["mde", "GET /api/machines?$filter=riskScore eq 'High'", "Machine.Read.All", "Machine.Read"],
  vulnerabilities: [
    "mde",
    "GET /api/vulnerabilities?$filter=severity ne 'Medium' and severity ne 'Low'",
    "Vulnerability.Read.All",
    "Vulnerability.Read",
  ],
  recommendations: [
    "mde",
    "GET /api/recommendations?$filter=status eq 'Active'",
    "SecurityRecommendation.Read.All",
    "SecurityRecommendation.Read",
  ],
  hunting: ["graph", "POST /v1.0/security/runHuntingQuery", "ThreatHunting.Read.All", "ThreatHunting.Read.All"],
  score: ["mde", "GET /api/exposureScore", "Score.Read.All", "Score.Read"],
};

const ASKED: [id: string, kind: QuestionKind, facet: string | null, hours?: number][] = [
  ["open_and_serious", "incidents", "assigned_to", 720],
  ["last_48_hours", "incidents", "status", 48],
  ["came_in_last_night", "incidents", "severity", 16],
  ["nobody_works_on", "incidents", "severity", 720],
  ["open_longest", "incidents", "assigned_to", 2160],
  ["changed_this_week", "incidents", "status", 168],
  ["closed_this_week", "incidents", "classification", 168],
  ["false_alarms", "incidents", "title", 720],
  ["devices_hit_most", "incidents", "devices", 168],
  ["people_hit_most", "incidents", "users", 168],
  ["attack_techniques", "incidents", "techniques", 720],
  ["attack_stages", "alerts", "category", 168],
  ["devices_at_high_risk", "machines", "group"],
  ["devices_silent", "machines", "health"],
  ["worst_vulnerabilities", "vulnerabilities", "level"],
  ["exploited_vulnerabilities", "vulnerabilities", "exploit_verified"],
  ["fix_first", "recommendations", "remediation"],
  ["exposure_score", "score", null],
  ["phishing_delivered", "hunting", "RecipientEmailAddress"],
  ["failed_sign_ins", "hunting", "AccountUpn"],
  ["encoded_powershell", "hunting", "DeviceName"],
];

export function questions(): Question[] {
  return ASKED.map(([id, kind, facet, hours = 0]) => {
    const [api, call, application, user] = READ[kind];
    const query: ListQuery | null = kind === "hunting" || kind === "score" ? null : { kind, hours };
    return {
      id,
      kind,
      query,
      hunting: kind === "hunting" ? "DeviceProcessEvents\n| take 10" : null,
      table: {},
      chart: kind === "incidents" || kind === "alerts" ? "updated" : null,
      facet,
      calls: APIS.map((connection) => ({ connection, api: api ?? connection, call, application, user })),
    };
  });
}

export const ESTIMATE: Estimate = { rows: 131, calls: 3, perMinute: null, perHour: null, seconds: 1 };

export const EXPOSURE: ExposureView = { score: 33.5, level: "medium", at: "2026-11-20T18:05:00Z" };
