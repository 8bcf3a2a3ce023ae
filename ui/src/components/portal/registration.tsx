import type { Tenancy } from "../../ipc";
import { Box, Choice, clipped, Frame, MENU, Spot, Word, widthOf } from "./parts";
import { usePortal } from "./words";

const LEFT = MENU + 20;

/** "Register an application": the name, whose accounts may use it, and the button. */
export function NewRegistration({ appName, tenancy }: { appName: string; tenancy: Tenancy }) {
  const { t, name, label } = usePortal();
  const types = [t("checklist.choice.single_tenant"), t("checklist.choice.multiple_tenants")];
  const wanted = tenancy === "customers" ? 1 : 0;
  const register = name("register");
  const buttonWidth = widthOf(register) + 24;
  return (
    <Frame
      height={218}
      title={name("new-registration")}
      label={label("new-registration", name("name"), types[wanted] ?? "", register)}
    >
      <Word x={20} y={62} soft>
        {name("name")}
      </Word>
      <Box x={20} y={70} width={300} label={appName} />
      <Spot x={20} y={70} width={300} click={2} />
      <Word x={20} y={122} soft>
        {name("account_types")}
      </Word>
      {types.map((type, index) => {
        const x = 24 + index * 240;
        return (
          <g key={type}>
            <Choice x={x} y={146} label={type} chosen={index === wanted} />
            {index === wanted && <Spot x={x - 2} y={131} width={widthOf(type) + 32} height={22} click={2} />}
          </g>
        );
      })}
      <Box x={20} y={178} width={buttonWidth} label={register} primary />
      <Spot x={20} y={178} width={buttonWidth} click={2} />
    </Frame>
  );
}

const IDS = [
  ["display_name", "Handrail"],
  ["client_id", "00000000-1111-2222-3333-444444444444"],
  ["object_id", "99999999-8888-7777-6666-555555555555"],
  ["tenant_id", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"],
] as const;

/** "Overview": three GUIDs that look alike, of which one is wanted. */
export function Overview({ click }: { click: number }) {
  const { name, label, menu } = usePortal();
  return (
    <Frame height={178} title={name("overview")} menu={menu("overview")} label={label("overview", name("client_id"))}>
      {IDS.map(([id, value], index) => {
        const y = 66 + index * 30;
        const wanted = id === "client_id";
        return (
          <g key={id}>
            <Word x={LEFT} y={y} soft={!wanted} strong={wanted}>
              {clipped(name(id), 170)}
            </Word>
            <Word x={LEFT + 180} y={y} size={10.5} soft={!wanted}>
              {value}
            </Word>
            {wanted && <Spot x={LEFT + 174} y={y - 16} width={236} click={click} />}
            {(id === "object_id" || id === "tenant_id") && (
              <Word x={LEFT + 402} y={y} size={10} soft>
                {`✕ ${name("not_this")}`}
              </Word>
            )}
          </g>
        );
      })}
    </Frame>
  );
}
