import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { useRoute } from "../../../app/route";
import { Search20Regular } from "../../../components/icons";
import { useWords } from "../../../i18n";
import type { ConnectionView, CustomerView, IncidentDetails } from "../../../ipc";
import { huntsFrom } from "./huntFrom";

interface HuntFromHereProps {
  details: IncidentDetails;
  connection: ConnectionView;
  /** Whose incident it is, where it is not the connection's own: the query is asked there. */
  customer: CustomerView | null;
}

/** Leads to hunting with a query about the devices and people of an incident. */
export function HuntFromHere({ details, connection, customer }: HuntFromHereProps) {
  const { t } = useWords();
  const { go } = useRoute();
  const hunts = huntsFrom(details);
  const hunt = (text: string) =>
    go({ screen: "hunting", connectionId: connection.id, text, ...(customer ? { customer } : {}) });
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
            <MenuItem key={about} onClick={() => hunt(text)}>
              {t(`defender.incident.hunt_about.${about}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
