/** The plan of a registration without a desktop, as Rust makes it before and after the tenant was looked into. */
import type {
  Api,
  ConnectionView,
  ErrorReport,
  FoundRegistration,
  PlannedRequest,
  PlannedStep,
  RegistrationChoices,
  RegistrationPlan,
} from "../bindings";

const GRAPH = "https://graph.microsoft.com/v1.0";
const GRAPH_APP = "00000003-0000-0000-c000-000000000000";
const ROLE_IDS = ["45cc0394-e837-488b-a098-1918f48d186c", "472e4a4d-bb4a-4026-98d1-0b0d74cb74a5"];
const API_NAME: Record<Api, string> = {
  graph: "Microsoft Graph",
  xdr: "Microsoft Threat Protection",
  mde: "WindowsDefenderATP",
};

/** What the tenant is like that a plan is made for. */
export interface FakeTenantGround {
  /** What is in the tenant already. */
  existing?: FoundRegistration[];
  /** The tenant lacks the API of Defender, which is seen only once it was looked into. */
  lacksResource?: boolean;
  /** What is found to be in the way. */
  problems?: ErrorReport[];
}

/** A registration of the same goal. */
export function foundRegistration(part: Partial<FoundRegistration> = {}): FoundRegistration {
  const clientId = "6f1d2c3b-4a59-4867-8b7a-9c8d7e6f5a4b";
  return {
    objectId: "b7d7c1f0-4c2e-4f2b-9a3b-0c1d2e3f4a5b",
    clientId,
    name: "Handrail application",
    createdAt: "2026-03-02T09:12:00Z",
    tagged: true,
    link: `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${clientId}`,
    ...part,
  };
}

function request(id: PlannedRequest["id"], method: string, path: string, body?: object): PlannedRequest {
  const headers: PlannedRequest["headers"] = id === "create_application" ? [["Prefer", "create-if-missing"]] : [];
  return { id, method, url: `${GRAPH}/${path}`, headers, body: body ? JSON.stringify(body, null, 2) : null };
}

function step(part: Pick<PlannedStep, "id" | "change"> & Partial<PlannedStep>): PlannedStep {
  return { params: {}, details: [], requests: [], ...part };
}

function isPersonal({ goal }: ConnectionView): boolean {
  return goal.context === "user";
}

function permissionDetails(of: ConnectionView): PlannedStep["details"] {
  const id = isPersonal(of) ? "scope" : "role";
  return of.permissions.map((permission) => ({ id, params: { permission, api: API_NAME[of.goal.api] } }));
}

function resource(of: ConnectionView, looked: boolean, lacks: boolean): PlannedStep {
  const params = { api: API_NAME[of.goal.api] };
  const bring = request("create_service_principal", "POST", "servicePrincipals", { appId: GRAPH_APP });
  if (!looked) {
    const find = request("find_service_principal", "GET", `servicePrincipals(appId='${GRAPH_APP}')`);
    // Graph is in every tenant.
    const requests = of.goal.api === "graph" ? [find] : [find, bring];
    return step({ id: "resource", change: "look", params, requests });
  }
  if (!lacks) return step({ id: "resource", change: "keep", params });
  return step({ id: "resource", change: "create", params, requests: [bring] });
}

/** The step that makes the app, or that adds to one what it lacks. */
function application(of: ConnectionView, name: string, repaired: FoundRegistration | undefined): PlannedStep {
  const resourceAccess = of.permissions.map((_, index) => ({
    id: ROLE_IDS[index] ?? "dd98c7f5-2d42-42d3-a0e4-633161547251",
    type: isPersonal(of) ? "Scope" : "Role",
  }));
  const access = { requiredResourceAccess: [{ resourceAppId: GRAPH_APP, resourceAccess }] };
  if (repaired) {
    return step({
      id: "application",
      change: "change",
      params: { name: repaired.name },
      details: permissionDetails(of),
      requests: [request("change_application", "PATCH", `applications/${repaired.objectId}`, access)],
    });
  }
  const tag = `Handrail:${of.goal.context}-${of.goal.api}-${of.goal.tenancy ?? "own"}`;
  const partner = of.goal.tenancy === "customers";
  const platform = isPersonal(of) ? "publicClient" : "web";
  const body = {
    displayName: name,
    signInAudience: partner ? "AzureADMultipleOrgs" : "AzureADMyOrg",
    tags: [tag],
    [platform]: { redirectUris: [of.redirectUri] },
    ...access,
  };
  return step({
    id: "application",
    change: "create",
    params: { name },
    details: [
      { id: partner ? "multiple_tenants" : "single_tenant", params: {} },
      { id: isPersonal(of) ? "public_address" : "web_address", params: { uri: of.redirectUri } },
      ...permissionDetails(of),
      { id: "tag", params: { tag } },
    ],
    requests: [request("create_application", "PATCH", "applications(uniqueName='handrail-{run}')", body)],
  });
}

function credential(of: ConnectionView, name: string): PlannedStep[] {
  if (isPersonal(of)) return [];
  if (of.goal.credential === "certificate") {
    const key = { type: "AsymmetricX509Cert", usage: "Verify", displayName: name, key: "{certificate}" };
    const put = request("replace_certificates", "PATCH", "applications/{application}", { keyCredentials: [key] });
    return [step({ id: "certificate", change: "create", requests: [put] })];
  }
  const body = { passwordCredential: { displayName: "Handrail {run}", endDateTime: "2027-05-20T00:00:00Z" } };
  const add = request("add_password", "POST", "applications/{application}/addPassword", body);
  return [step({ id: "secret", change: "create", params: { days: "180" }, requests: [add] })];
}

function consent(of: ConnectionView, choices: RegistrationChoices): PlannedStep {
  const details = permissionDetails(of);
  const params = { permissions: of.permissions.join(", ") };
  if (choices.consent !== "grant") {
    const url = `https://login.microsoftonline.com/${of.tenantId}/adminconsent?client_id={clientId}&redirect_uri=${encodeURIComponent(of.redirectUri)}`;
    const page: PlannedRequest = { id: "open_consent", method: "GET", url, headers: [], body: null };
    return step({ id: "consent", change: "in_browser", params, details, requests: [page] });
  }
  const resourceId = `{resource:${of.goal.api}}`;
  const grants = isPersonal(of)
    ? [
        request("grant", "POST", "oauth2PermissionGrants", {
          clientId: "{servicePrincipal}",
          consentType: "AllPrincipals",
          resourceId,
          scope: of.permissions.join(" "),
        }),
      ]
    : of.permissions.map((_, index) =>
        request("assign_role", "POST", `servicePrincipals/${resourceId}/appRoleAssignedTo`, {
          principalId: "{servicePrincipal}",
          resourceId,
          appRoleId: ROLE_IDS[index] ?? "dd98c7f5-2d42-42d3-a0e4-633161547251",
        }),
      );
  return step({ id: "consent", change: "create", params, details, requests: grants });
}

export function registrationPlan(
  of: ConnectionView,
  choices: RegistrationChoices = {},
  { existing = [], lacksResource = false, problems = [] }: FakeTenantGround = {},
  looked = false,
): RegistrationPlan {
  const name = choices.name ?? of.appName;
  const repaired = existing.find((one) => one.objectId === choices.repair);
  const clientId = "{clientId}";
  const principal = repaired
    ? step({ id: "service_principal", change: "keep", params: { name: repaired.name } })
    : step({
        id: "service_principal",
        change: "create",
        params: { name },
        requests: [request("create_service_principal", "POST", "servicePrincipals", { appId: clientId })],
      });
  const granting = isPersonal(of)
    ? ({ scope: "DelegatedPermissionGrant.ReadWrite.All", reason: "grant_scopes" } as const)
    : ({ scope: "AppRoleAssignment.ReadWrite.All", reason: "grant_roles" } as const);
  return {
    connectionId: of.id,
    choices,
    name,
    looked,
    steps: [
      resource(of, looked, lacksResource),
      application(of, name, repaired),
      principal,
      ...credential(of, name),
      consent(of, choices),
      step({ id: "proof", change: "look", params: { api: API_NAME[of.goal.api], host: "graph.microsoft.com" } }),
    ],
    scopes: [
      { scope: "Application.ReadWrite.All", reason: "register" },
      ...(choices.consent === "grant" ? [granting] : []),
    ],
    roles: ["application_developer"],
    consentRoles: [isPersonal(of) ? "cloud_application_administrator" : "privileged_role_administrator"],
    existing: looked ? existing.filter((one) => one !== repaired) : [],
    problems: looked ? problems : [],
    unseen: [],
  };
}
