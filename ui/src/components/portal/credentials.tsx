import { tokens } from "@fluentui/react-components";
import { Box, Frame, MENU, Spot, Tabs, WIDTH, Word, widthOf } from "./parts";
import { usePortal } from "./words";

const LEFT = MENU + 20;

/** "Certificates & secrets": a new secret, and which of its two columns is the secret. */
export function Secrets() {
  const { name, label, menu } = usePortal();
  const create = name("new_secret");
  const createWidth = widthOf(create) + 32;
  const columns = [
    [0, "description", "Handrail"],
    [110, "expires", "2027-05-14"],
    [220, "value", "Abc8Q~x1…"],
    [350, "secret_id", "5f0c…19ab"],
  ] as const;
  return (
    <Frame
      height={190}
      title={name("certificates-secrets")}
      menu={menu("certificates-secrets")}
      label={label("certificates-secrets", create, name("value"))}
    >
      <Tabs x={LEFT} y={58} labels={[name("certificates"), name("client_secrets")]} here={1} />
      <Box x={LEFT} y={76} width={createWidth} label={`+ ${create}`} />
      <Spot x={LEFT} y={76} width={createWidth} click={1} />
      {columns.map(([x, column, value]) => (
        <g key={column}>
          <Word x={LEFT + x} y={130} soft={column !== "value"} strong={column === "value"}>
            {name(column)}
          </Word>
          <Word x={LEFT + x} y={158} soft={column !== "value"}>
            {value}
          </Word>
        </g>
      ))}
      <path d={`M${LEFT} 138H${WIDTH - 20}`} stroke={tokens.colorNeutralStroke1} />
      <Spot x={LEFT + 214} y={143} width={108} height={22} click={3} />
      <Word x={LEFT + 350} y={176} size={10} soft>
        {`✕ ${name("not_this")}`}
      </Word>
    </Frame>
  );
}

/** "Certificates & secrets": the public half goes up, the thumbprint is compared. */
export function Certificates() {
  const { name, label, menu } = usePortal();
  const upload = name("upload_certificate");
  const uploadWidth = widthOf(upload) + 32;
  const columns = [
    [0, "thumbprint", "4F1A9C0B77D2E8A1…"],
    [190, "start_date", "2026-11-21"],
    [310, "expires", "2027-11-21"],
  ] as const;
  return (
    <Frame
      height={180}
      title={name("certificates-secrets")}
      menu={menu("certificates-secrets")}
      label={label("certificates-secrets", name("certificates"), upload, name("thumbprint"))}
    >
      <Tabs x={LEFT} y={58} labels={[name("certificates"), name("client_secrets")]} here={0} />
      <Box x={LEFT} y={76} width={uploadWidth} label={`↑ ${upload}`} />
      <Spot x={LEFT} y={76} width={uploadWidth} click={2} />
      {columns.map(([x, column, value]) => (
        <g key={column}>
          <Word x={LEFT + x} y={130} soft={column !== "thumbprint"} strong={column === "thumbprint"}>
            {name(column)}
          </Word>
          <Word x={LEFT + x} y={158} soft={column !== "thumbprint"}>
            {value}
          </Word>
        </g>
      ))}
      <path d={`M${LEFT} 138H${WIDTH - 20}`} stroke={tokens.colorNeutralStroke1} />
      <Spot x={LEFT - 4} y={143} width={172} height={22} click={3} />
    </Frame>
  );
}
