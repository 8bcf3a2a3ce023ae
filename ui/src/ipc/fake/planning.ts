/** The plan of a registration without a desktop: Graph as the application, before the tenant was looked at. */
import type { PlannedRequest, PlannedStep, RegistrationChoices, RegistrationPlan } from "../bindings";
import type { Door } from "../door";

const GRAPH = "https://graph.microsoft.com/v1.0";
const CONSENT =
  "https://login.microsoftonline.com/8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7/adminconsent?client_id={clientId}&redirect_uri=http%3A%2F%2Flocalhost";

function request(id: PlannedRequest["id"], method: string, url: string, body?: object): PlannedRequest {
  const headers: PlannedRequest["headers"] = id === "create_application" ? [["Prefer", "create-if-missing"]] : [];
  return { id, method, url, headers, body: body ? JSON.stringify(body, null, 2) : null };
}

function step(part: Pick<PlannedStep, "id" | "change"> & Partial<PlannedStep>): PlannedStep {
  return { params: {}, details: [], requests: [], ...part };
}

/** What Rust plans for the choices. */
export function plannedRegistration(connectionId: string, choices: RegistrationChoices = {}): RegistrationPlan {
  const name = choices.name ?? "Handrail application";
  const permission = { permission: "SecurityIncident.Read.All", api: "Microsoft Graph" };
  const body = {
    displayName: name,
    signInAudience: "AzureADMyOrg",
    tags: ["Handrail:application-graph-own"],
    web: { redirectUris: ["http://localhost"] },
    requiredResourceAccess: [
      {
        resourceAppId: "00000003-0000-0000-c000-000000000000",
        resourceAccess: [{ id: "45cc0394-e837-488b-a098-1918f48d186c", type: "Role" }],
      },
    ],
  };
  const secret = { passwordCredential: { displayName: "Handrail {run}", endDateTime: "2027-05-20T00:00:00Z" } };
  const consent =
    choices.consent === "grant"
      ? step({
          id: "consent",
          change: "create",
          requests: [
            request("assign_role", "POST", `${GRAPH}/servicePrincipals/{resource:graph}/appRoleAssignedTo`, {
              principalId: "{servicePrincipal}",
              resourceId: "{resource:graph}",
              appRoleId: "45cc0394-e837-488b-a098-1918f48d186c",
            }),
          ],
        })
      : step({ id: "consent", change: "in_browser", requests: [request("open_consent", "GET", CONSENT)] });
  const permissions = permission.permission;
  return {
    connectionId,
    choices,
    name,
    looked: false,
    steps: [
      step({
        id: "application",
        change: "create",
        params: { name, permissions },
        details: [
          { id: "single_tenant", params: {} },
          { id: "web_address", params: { uri: "http://localhost" } },
          { id: "role", params: permission },
          { id: "tag", params: { tag: "Handrail:application-graph-own" } },
        ],
        requests: [request("create_application", "PATCH", `${GRAPH}/applications(uniqueName='handrail-{run}')`, body)],
      }),
      step({
        id: "service_principal",
        change: "create",
        params: { name },
        requests: [request("create_service_principal", "POST", `${GRAPH}/servicePrincipals`, { appId: "{clientId}" })],
      }),
      step({
        id: "resource",
        change: "look",
        params: { api: permission.api },
        requests: [
          request(
            "find_service_principal",
            "GET",
            `${GRAPH}/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')`,
          ),
        ],
      }),
      step({
        id: "secret",
        change: "create",
        params: { days: "180" },
        requests: [request("add_password", "POST", `${GRAPH}/applications/{application}/addPassword`, secret)],
      }),
      { ...consent, params: { permissions }, details: [{ id: "role", params: permission }] },
      step({ id: "proof", change: "look", params: { api: permission.api, host: "graph.microsoft.com" } }),
    ],
    scopes: [
      { scope: "Application.ReadWrite.All", reason: "register" },
      ...(choices.consent === "grant"
        ? [{ scope: "AppRoleAssignment.ReadWrite.All", reason: "grant_roles" as const }]
        : []),
    ],
    roles: ["application_developer"],
    consentRoles: ["privileged_role_administrator"],
    existing: [],
    problems: [],
  };
}

export function fakePlanning(): Pick<Door, "planRegistration"> {
  return { planRegistration: async (connectionId, choices) => plannedRegistration(connectionId, choices) };
}
