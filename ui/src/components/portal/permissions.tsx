import { tokens } from "@fluentui/react-components";
import type { ConnectionView } from "../../ipc";
import { Box, clipped, Frame, MENU, Spot, Tabs, WIDTH, Word, widthOf } from "./parts";
import { usePortal } from "./words";

const LEFT = MENU + 20;

/** The pane "Request API permissions": which API, then which kind of permission. */
export function RequestPermissions({ connection, apiName }: { connection: ConnectionView; apiName: string }) {
  const { t, name, label } = usePortal();
  const { goal, permissions } = connection;
  const graph = goal.api === "graph";
  const delegated = t("checklist.choice.delegated_permission");
  const application = t("checklist.choice.application_permission");
  const [kind, other] = goal.context === "user" ? [delegated, application] : [application, delegated];
  const tabs = [name("microsoft_apis"), name("organization_apis")];
  const add = name("add_permissions");
  const kindWidth = 196;
  const addWidth = widthOf(add) + 24;
  return (
    <Frame
      height={224}
      title={name("request_permissions")}
      label={label("request_permissions", tabs[graph ? 0 : 1] ?? "", apiName, kind, permissions.join(", "))}
    >
      <Tabs x={20} y={62} labels={tabs} here={graph ? 0 : 1} />
      <Box x={20} y={80} width={300} label={graph ? apiName : `⌕  ${apiName}`} />
      <Spot x={20} y={80} width={300} click={2} />
      {[other, kind].map((one, index) => {
        const x = 20 + index * (kindWidth + 20);
        return (
          <g key={one}>
            <Box x={x} y={124} width={kindWidth} height={30} label={one} />
            {index === 1 && <Spot x={x} y={124} width={kindWidth} height={30} click={3} />}
          </g>
        );
      })}
      <rect x="20" y="178" width="12" height="12" rx="2" fill={tokens.colorCompoundBrandBackground} />
      <path d="M23 184l2.5 2.5L30 181.5" fill="none" stroke={tokens.colorNeutralForegroundOnBrand} strokeWidth="1.6" />
      <Word x={40} y={188} strong>
        {permissions[0] ?? ""}
      </Word>
      <Spot x={16} y={173} width={widthOf(permissions[0] ?? "") + 44} height={22} click={3} />
      <Box x={WIDTH - addWidth - 28} y={172} width={addWidth} label={add} primary />
      <Spot x={WIDTH - addWidth - 28} y={172} width={addWidth} click={3} />
    </Frame>
  );
}

/** "API permissions": add one, or grant those that are there. */
export function Permissions({ connection, marks }: { connection: ConnectionView; marks: "add" | "grant" }) {
  const { t, name, label, menu } = usePortal();
  const { permissions, goal, name: tenant } = connection;
  const granting = marks === "grant";
  const add = name("add_permission");
  const grant = t("checklist.portal.grant", { tenant });
  const addWidth = widthOf(add) + 32;
  const grantX = LEFT + addWidth + 12;
  const grantWidth = Math.min(widthOf(grant) + 32, WIDTH - grantX - 20);
  const type = name(goal.context === "application" ? "type_application" : "type_delegated");
  const status = granting
    ? `✓ ${t("checklist.portal.granted", { tenant })}`
    : `⚠ ${t("checklist.portal.not_granted", { tenant })}`;
  const tone = granting ? tokens.colorPaletteGreenForeground1 : tokens.colorPaletteRedForeground1;
  const columns = [
    [LEFT, "column_permission"],
    [LEFT + 210, "type"],
    [LEFT + 300, "status"],
  ] as const;
  return (
    <Frame
      height={132 + permissions.length * 24}
      title={name("api-permissions")}
      menu={menu("api-permissions")}
      label={label("api-permissions", granting ? grant : add)}
    >
      <Box x={LEFT} y={48} width={addWidth} label={`+ ${add}`} />
      <Box x={grantX} y={48} width={grantWidth} label={`✓ ${grant}`} />
      <Spot x={granting ? grantX : LEFT} y={48} width={granting ? grantWidth : addWidth} click={granting ? 2 : 1} />
      {columns.map(([x, column]) => (
        <Word key={column} x={x} y={100} soft>
          {name(column)}
        </Word>
      ))}
      <path d={`M${LEFT} 108H${WIDTH - 20}`} stroke={tokens.colorNeutralStroke1} />
      {permissions.map((permission, index) => (
        <g key={permission}>
          <Word x={LEFT} y={126 + index * 24} strong={!granting}>
            {clipped(permission, 205)}
          </Word>
          <Word x={LEFT + 210} y={126 + index * 24}>
            {type}
          </Word>
          <Word x={LEFT + 300} y={126 + index * 24} tone={tone}>
            {clipped(status, WIDTH - LEFT - 310)}
          </Word>
        </g>
      ))}
      {granting && (
        <Spot x={LEFT + 296} y={112} width={WIDTH - LEFT - 324} height={permissions.length * 24 - 4} click={3} />
      )}
    </Frame>
  );
}
