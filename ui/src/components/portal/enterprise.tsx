import { tokens } from "@fluentui/react-components";
import { Box, Frame, MENU, Spot, WIDTH, Word, widthOf } from "./parts";
import { usePortal } from "./words";

const LEFT = MENU + 20;

/** "Users and groups" of the enterprise application: who may sign in when assignment is required. */
export function UsersAndGroups({ user }: { user: string }) {
  const { name, label, enterprise } = usePortal();
  const add = name("add_user");
  const addWidth = widthOf(add) + 32;
  return (
    <Frame
      height={170}
      title={name("users-and-groups")}
      menu={enterprise("users-and-groups")}
      label={label("users-and-groups", add, user)}
    >
      <Box x={LEFT} y={48} width={addWidth} label={`+ ${add}`} />
      <Spot x={LEFT} y={48} width={addWidth} click={1} />
      <Word x={LEFT} y={102} soft>
        {name("display_name")}
      </Word>
      <path d={`M${LEFT} 110H${WIDTH - 20}`} stroke={tokens.colorNeutralStroke1} />
      <circle cx={LEFT + 9} cy={130} r="9" fill={tokens.colorBrandBackground2} />
      <circle cx={LEFT + 9} cy={127} r="3" fill={tokens.colorBrandForeground2} />
      <path d={`M${LEFT + 3.5} 136a5.5 4.5 0 0 1 11 0z`} fill={tokens.colorBrandForeground2} />
      <Word x={LEFT + 26} y={134} strong>
        {user}
      </Word>
      <Spot x={LEFT - 2} y={118} width={widthOf(user) + 44} height={24} click={2} />
    </Frame>
  );
}
