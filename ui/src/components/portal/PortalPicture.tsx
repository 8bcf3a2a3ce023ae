import { tokens } from "@fluentui/react-components";
import { useWords } from "../../i18n";
import type { ConnectionView, PortalPage } from "../../ipc";
import { Box, clipped, Frame, MENU, Spot, WIDTH, Word, widthOf } from "./parts";

/** What the person is about to do on the page; it decides which places are marked. */
export type PortalPurpose = "register" | "copy_client_id" | "redirect_uri" | "permission" | "consent" | "secret";

interface PortalPictureProps {
  purpose: PortalPurpose;
  connection: ConnectionView;
  /** The name of the app as it is to be registered. */
  appName: string;
}

/** A drawing of the portal page for one purpose, in the portal's own words, with the places to press marked. */
export function PortalPicture({ purpose, connection, appName }: PortalPictureProps) {
  switch (purpose) {
    case "register":
      return <NewRegistration appName={appName} />;
    case "copy_client_id":
      return <Overview />;
    case "redirect_uri":
      return <Authentication />;
    case "permission":
      return <Permissions connection={connection} marks="add" />;
    case "consent":
      return <Permissions connection={connection} marks="grant" />;
    case "secret":
      return <Secrets />;
  }
}

const LEFT = MENU + 20;
const MENU_PAGES: PortalPage[] = ["overview", "authentication", "certificates-secrets", "api-permissions"];

function usePortal() {
  const { t } = useWords();
  return {
    t,
    label: (page: PortalPage, ...marked: string[]) =>
      t("checklist.portal.picture", { page: t(`checklist.portal.${page}`), marked: marked.join(", ") }),
    menu: (page: PortalPage) => ({
      items: MENU_PAGES.map((one) => t(`checklist.portal.${one}`)),
      here: MENU_PAGES.indexOf(page),
    }),
  };
}

function NewRegistration({ appName }: { appName: string }) {
  const { t, label } = usePortal();
  const single = t("checklist.portal.single_tenant");
  const register = t("checklist.portal.register");
  const buttonWidth = widthOf(register) + 24;
  return (
    <Frame
      height={214}
      title={t("checklist.portal.new-registration")}
      label={label("new-registration", t("checklist.portal.name"), single, register)}
    >
      <Word x={20} y={62} soft>
        {t("checklist.portal.name")}
      </Word>
      <Box x={20} y={70} width={300} label={appName} />
      <Spot x={20} y={70} width={300} click={2} />
      <Word x={20} y={120} soft>
        {t("checklist.portal.account_types")}
      </Word>
      <circle cx={27} cy={137} r="6" fill="none" stroke={tokens.colorCompoundBrandStroke} strokeWidth="1.5" />
      <circle cx={27} cy={137} r="3" fill={tokens.colorCompoundBrandBackground} />
      <Word x={40} y={141}>
        {single}
      </Word>
      <circle cx={240} cy={137} r="6" fill="none" stroke={tokens.colorNeutralStrokeAccessible} />
      <Word x={253} y={141} soft>
        {t("checklist.portal.multi_tenant")}
      </Word>
      <Box x={20} y={172} width={buttonWidth} label={register} primary />
      <Spot x={20} y={172} width={buttonWidth} click={2} />
    </Frame>
  );
}

function Overview() {
  const { t, label, menu } = usePortal();
  const lines = [
    ["display_name", "Handrail"],
    ["client_id", "00000000-1111-2222-3333-444444444444"],
    ["object_id", "99999999-8888-7777-6666-555555555555"],
    ["tenant_id", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"],
  ] as const;
  return (
    <Frame
      height={178}
      title={t("checklist.portal.overview")}
      menu={menu("overview")}
      label={label("overview", t("checklist.portal.client_id"))}
    >
      {lines.map(([name, value], index) => {
        const y = 66 + index * 30;
        const wanted = name === "client_id";
        return (
          <g key={name}>
            <Word x={LEFT} y={y} soft={!wanted} strong={wanted}>
              {clipped(t(`checklist.portal.${name}`), 170)}
            </Word>
            <Word x={LEFT + 180} y={y} size={10.5} soft={!wanted}>
              {value}
            </Word>
            {wanted && <Spot x={LEFT + 174} y={y - 16} width={236} click={3} />}
            {(name === "object_id" || name === "tenant_id") && (
              <Word x={LEFT + 398} y={y} size={10} soft>
                {`✕ ${t("checklist.portal.not_this")}`}
              </Word>
            )}
          </g>
        );
      })}
    </Frame>
  );
}

function Authentication() {
  const { t, label, menu } = usePortal();
  const add = t("checklist.portal.add_redirect");
  const platform = t("checklist.portal.desktop_platform");
  const addWidth = widthOf(add) + 34;
  return (
    <Frame
      height={196}
      title={t("checklist.portal.authentication")}
      menu={menu("authentication")}
      label={label("authentication", add, platform, "http://localhost")}
    >
      <Word x={LEFT} y={58} soft>
        {t("checklist.portal.redirect_config")}
      </Word>
      <Box x={LEFT} y={70} width={addWidth} label={`+ ${add}`} />
      <Spot x={LEFT} y={70} width={addWidth} click={1} />
      <Word x={LEFT} y={124} soft>
        {t("checklist.portal.platform")}
      </Word>
      <Box x={LEFT} y={132} width={222} label={platform} />
      <Spot x={LEFT} y={132} width={222} click={2} />
      <Word x={LEFT + 250} y={124} soft>
        {t("checklist.portal.redirect_uri")}
      </Word>
      <Box x={LEFT + 250} y={132} width={190} label="http://localhost" />
      <Spot x={LEFT + 250} y={132} width={190} click={3} />
    </Frame>
  );
}

function Permissions({ connection, marks }: { connection: ConnectionView; marks: "add" | "grant" }) {
  const { t, label, menu } = usePortal();
  const tenant = connection.name;
  const add = t("checklist.portal.add_permission");
  const addWidth = widthOf(add) + 32;
  const grantX = LEFT + addWidth + 12;
  const grantWidth = Math.min(widthOf(t("checklist.portal.grant", { tenant })) + 32, WIDTH - grantX - 20);
  const granting = marks === "grant";
  const type = t(
    connection.goal.context === "application" ? "checklist.portal.type_application" : "checklist.portal.type_delegated",
  );
  const status = granting
    ? `✓ ${t("checklist.portal.granted", { tenant })}`
    : `⚠ ${t("checklist.portal.not_granted", { tenant })}`;
  const statusTone = granting ? tokens.colorPaletteGreenForeground1 : tokens.colorPaletteRedForeground1;
  const grant = t("checklist.portal.grant", { tenant });
  return (
    <Frame
      height={132 + connection.permissions.length * 24}
      title={t("checklist.portal.api-permissions")}
      menu={menu("api-permissions")}
      label={label("api-permissions", granting ? grant : add)}
    >
      <Box x={LEFT} y={48} width={addWidth} label={`+ ${add}`} />
      <Box x={grantX} y={48} width={grantWidth} label={`✓ ${grant}`} />
      {granting ? (
        <Spot x={grantX} y={48} width={grantWidth} click={2} />
      ) : (
        <Spot x={LEFT} y={48} width={addWidth} click={1} />
      )}
      <Word x={LEFT} y={100} soft>
        {t("checklist.portal.column_permission")}
      </Word>
      <Word x={LEFT + 210} y={100} soft>
        {t("checklist.portal.type")}
      </Word>
      <Word x={LEFT + 300} y={100} soft>
        {t("checklist.portal.status")}
      </Word>
      <path d={`M${LEFT} 108H${WIDTH - 20}`} stroke={tokens.colorNeutralStroke1} />
      {connection.permissions.map((permission, index) => (
        <g key={permission}>
          <Word x={LEFT} y={126 + index * 24} strong={!granting}>
            {clipped(permission, 205)}
          </Word>
          <Word x={LEFT + 210} y={126 + index * 24}>
            {type}
          </Word>
          <Word x={LEFT + 300} y={126 + index * 24} tone={statusTone}>
            {clipped(status, WIDTH - LEFT - 310)}
          </Word>
        </g>
      ))}
      {granting && (
        <Spot
          x={LEFT + 296}
          y={112}
          width={WIDTH - LEFT - 324}
          height={connection.permissions.length * 24 - 4}
          click={3}
        />
      )}
    </Frame>
  );
}

function Secrets() {
  const { t, label, menu } = usePortal();
  const create = t("checklist.portal.new_secret");
  const createWidth = widthOf(create) + 32;
  const columns = [
    [0, "description", "Handrail"],
    [110, "expires", "2027-05-14"],
    [220, "value", "Abc8Q~x1…"],
    [350, "secret_id", "5f0c…19ab"],
  ] as const;
  return (
    <Frame
      height={164}
      title={t("checklist.portal.certificates-secrets")}
      menu={menu("certificates-secrets")}
      label={label("certificates-secrets", create, t("checklist.portal.value"))}
    >
      <Box x={LEFT} y={48} width={createWidth} label={`+ ${create}`} />
      <Spot x={LEFT} y={48} width={createWidth} click={1} />
      {columns.map(([x, name, value]) => (
        <g key={name}>
          <Word x={LEFT + x} y={104} soft={name !== "value"} strong={name === "value"}>
            {t(`checklist.portal.${name}`)}
          </Word>
          <Word x={LEFT + x} y={132} soft={name !== "value"}>
            {value}
          </Word>
        </g>
      ))}
      <path d={`M${LEFT} 112H${WIDTH - 20}`} stroke={tokens.colorNeutralStroke1} />
      <Spot x={LEFT + 214} y={117} width={108} height={22} click={3} />
      <Word x={LEFT + 350} y={150} size={10} soft>
        {`✕ ${t("checklist.portal.not_this")}`}
      </Word>
    </Frame>
  );
}
