import type { ConnectionView } from "../../ipc";
import { PublicClientFlows, RedirectUri, SupportedAccounts } from "./authentication";
import { ConsentPage } from "./consent";
import { Certificates, Secrets } from "./credentials";
import { UsersAndGroups } from "./enterprise";
import { Permissions, RequestPermissions } from "./permissions";
import { NewRegistration, Overview } from "./registration";
import { usePortal } from "./words";

/** What the person is about to do on a page; it decides which places are marked. */
export type PortalPurpose =
  | "register"
  | "copy_client_id"
  | "account_types"
  | "redirect_uri"
  | "public_client"
  | "add_permission"
  | "choose_permission"
  | "consent"
  | "consent_page"
  | "secret"
  | "certificate"
  | "assign_user";

interface PortalPictureProps {
  purpose: PortalPurpose;
  connection: ConnectionView;
  /** The name of the app as it is to be registered. */
  appName: string;
  /** The name under which the portal lists the API. */
  apiName: string;
}

/** A drawing of the portal page for one purpose, in the portal's own words, with the places to press marked. */
export function PortalPicture({ purpose, connection, appName, apiName }: PortalPictureProps) {
  const { name } = usePortal();
  const tenancy = connection.goal.tenancy ?? "own";
  switch (purpose) {
    case "register":
      return <NewRegistration appName={appName} tenancy={tenancy} />;
    case "copy_client_id":
      return <Overview click={3} />;
    case "account_types":
      return <SupportedAccounts />;
    case "redirect_uri":
      return (
        <RedirectUri
          platform={connection.goal.context === "user" ? "desktop_platform" : "web_platform"}
          uri="http://localhost"
        />
      );
    case "public_client":
      return <PublicClientFlows />;
    case "add_permission":
      return <Permissions connection={connection} marks="add" />;
    case "choose_permission":
      return <RequestPermissions connection={connection} apiName={apiName} />;
    case "consent":
      return <Permissions connection={connection} marks="grant" />;
    case "consent_page":
      return <ConsentPage connection={connection} appName={appName} />;
    case "secret":
      return <Secrets />;
    case "certificate":
      return <Certificates />;
    case "assign_user":
      return <UsersAndGroups user={connection.account ?? name("some_user")} />;
  }
}
