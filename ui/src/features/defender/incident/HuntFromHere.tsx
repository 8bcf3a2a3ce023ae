import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { Search20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";
import type { ConnectionView, IncidentDetails } from "../../../ipc";
import { huntsFrom } from "./huntFrom";

/** Leads to hunting with a query about the devices and people of an incident. */
export function HuntFromHere({ details, connection }: { details: IncidentDetails; connection: ConnectionView }) {
  const { t } = useWords();
  const { go } = useRoute();
  const hunts = huntsFrom(details);
  if (hunts.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<Search20Regular />} data-testid="hunt-from-here">
          {t("defender.incident.hunt")}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {hunts.map(({ about, text }) => (
            <MenuItem key={about} onClick={() => go({ screen: "hunting", connectionId: connection.id, text })}>
              {t(`defender.incident.hunt_about.${about}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
