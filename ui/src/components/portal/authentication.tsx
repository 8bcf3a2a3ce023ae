import { tokens } from "@fluentui/react-components";
import { Box, Choice, Frame, MENU, Spot, Tabs, Word, widthOf } from "./parts";
import { usePortal } from "./words";

const LEFT = MENU + 20;

type Tab = "redirect_config" | "supported_accounts" | "settings";
const TABS: Tab[] = ["redirect_config", "supported_accounts", "settings"];

function useTabs(here: Tab) {
  const { name } = usePortal();
  return <Tabs x={LEFT} y={58} labels={TABS.map(name)} here={TABS.indexOf(here)} />;
}

/** "Authentication": the address that answers come back to, and its platform. */
export function RedirectUri({ platform, uri }: { platform: "desktop_platform" | "web_platform"; uri: string }) {
  const { t, name, label, menu } = usePortal();
  const tabs = useTabs("redirect_config");
  const add = name("add_redirect");
  const addWidth = widthOf(add) + 34;
  return (
    <Frame
      height={210}
      title={name("authentication")}
      menu={menu("authentication")}
      label={label("authentication", add, t(`checklist.choice.${platform}`), uri)}
    >
      {tabs}
      <Box x={LEFT} y={82} width={addWidth} label={`+ ${add}`} />
      <Spot x={LEFT} y={82} width={addWidth} click={1} />
      <Word x={LEFT} y={138} soft>
        {name("platform")}
      </Word>
      <Box x={LEFT} y={146} width={222} label={t(`checklist.choice.${platform}`)} />
      <Spot x={LEFT} y={146} width={222} click={2} />
      <Word x={LEFT + 250} y={138} soft>
        {name("redirect_uri")}
      </Word>
      <Box x={LEFT + 250} y={146} width={190} label={uri} />
      <Spot x={LEFT + 250} y={146} width={190} click={3} />
    </Frame>
  );
}

/** "Authentication", tab "Supported accounts": whose tenants the app works in. */
export function SupportedAccounts() {
  const { t, name, label, menu } = usePortal();
  const tabs = useTabs("supported_accounts");
  const multiple = t("checklist.choice.multiple_tenants");
  const save = name("save");
  const saveWidth = widthOf(save) + 24;
  return (
    <Frame
      height={196}
      title={name("authentication")}
      menu={menu("authentication")}
      label={label("authentication", name("supported_accounts"), multiple, save)}
    >
      {tabs}
      <Spot
        x={LEFT + widthOf(name("redirect_config")) + 17}
        y={43}
        width={widthOf(name("supported_accounts")) + 10}
        click={1}
      />
      <Choice x={LEFT + 4} y={98} label={t("checklist.choice.single_tenant")} chosen={false} />
      <Choice x={LEFT + 4} y={126} label={multiple} chosen />
      <Spot x={LEFT + 2} y={111} width={widthOf(multiple) + 32} height={22} click={2} />
      <Box x={LEFT} y={154} width={saveWidth} label={save} primary />
      <Spot x={LEFT} y={154} width={saveWidth} click={3} />
    </Frame>
  );
}

/** "Authentication", tab "Settings": the switch that lets an app without a secret use the device code. */
export function PublicClientFlows() {
  const { t, name, label, menu } = usePortal();
  const tabs = useTabs("settings");
  const allow = name("allow_public");
  const save = name("save");
  const saveWidth = widthOf(save) + 24;
  const before = widthOf(name("redirect_config")) + widthOf(name("supported_accounts")) + 44;
  const switchX = LEFT + widthOf(allow) + 24;
  return (
    <Frame
      height={172}
      title={name("authentication")}
      menu={menu("authentication")}
      label={label("authentication", name("settings"), t("checklist.choice.public_client_flows"), save)}
    >
      {tabs}
      <Spot x={LEFT + before - 5} y={43} width={widthOf(name("settings")) + 10} click={1} />
      <Word x={LEFT} y={102}>
        {allow}
      </Word>
      <rect x={switchX} y={90} width="34" height="17" rx="8.5" fill={tokens.colorCompoundBrandBackground} />
      <circle cx={switchX + 25} cy={98.5} r="5.5" fill={tokens.colorNeutralForegroundOnBrand} />
      <Word x={switchX + 42} y={102}>
        {name("yes")}
      </Word>
      <Spot x={switchX - 2} y={87} width={64 + widthOf(name("yes"))} height={23} click={2} />
      <Box x={LEFT} y={130} width={saveWidth} label={save} primary />
      <Spot x={LEFT} y={130} width={saveWidth} click={3} />
    </Frame>
  );
}
