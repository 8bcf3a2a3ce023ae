import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useRoute } from "../../app/route";
import { useSession } from "../../app/session";
import { useStartSignIn } from "../../app/sign_in";
import { useTask } from "../../app/task";
import { Delete20Regular, Person20Regular, PersonAdd20Regular } from "../../components/icons";
import { ProblemCard } from "../../components/ProblemCard";
import { useWords } from "../../i18n";
import { type AccountView, type ConnectionView, useDoor } from "../../ipc";

const useStyles = makeStyles({
  button: { marginLeft: "auto", maxWidth: "280px", minWidth: 0 },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  problem: { padding: tokens.spacingHorizontalM, maxWidth: "360px" },
});

/** Whose account is in use, the others of this connection, and the way to one more. */
export default function AccountMenu({ connection }: { connection: ConnectionView }) {
  const styles = useStyles();
  const { t } = useWords();
  const { go } = useRoute();
  const { connections } = useSession();
  const startSignIn = useStartSignIn();
  const { accounts, task, refresh, use, forget } = useAccounts(connection);
  const current = accounts?.find((one) => one.current);
  const others = (connections ?? []).filter((one) => one.id !== connection.id);
  const name = current?.userName ?? connection.account;
  return (
    <Menu
      hasCheckmarks
      hasIcons
      checkedValues={{ account: current ? [current.id] : [] }}
      onOpenChange={(_, { open }) => {
        if (open) void refresh();
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.button}
          icon={<Person20Regular />}
          data-testid="account-menu"
          aria-label={name ? t("sign_in.account.menu", { name }) : t("sign_in.account.nobody")}
        >
          <span className={styles.name}>{name ?? t("sign_in.account.nobody")}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        {task.problem && (
          <div className={styles.problem}>
            <ProblemCard report={task.problem} connection={connection} />
          </div>
        )}
        <MenuList>
          {accounts && accounts.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>{t("sign_in.account.known", { name: connection.name })}</MenuGroupHeader>
              {accounts.map((one) => (
                <MenuItemRadio
                  key={one.id}
                  name="account"
                  value={one.id}
                  icon={<Person20Regular />}
                  onClick={() => use(one)}
                >
                  {one.userName}
                </MenuItemRadio>
              ))}
            </MenuGroup>
          )}
          <MenuItem
            icon={<PersonAdd20Regular />}
            data-testid="another-account"
            onClick={() =>
              task.run(() => startSignIn(connection.id, { another: accounts !== null && accounts.length > 0 }))
            }
          >
            {t(current ? "sign_in.account.another" : "sign_in.account.sign_in")}
          </MenuItem>
          {current && (
            <MenuItem icon={<Delete20Regular />} onClick={() => forget(current)}>
              {t("sign_in.account.forget", { name: current.userName })}
            </MenuItem>
          )}
          {others.length > 0 && (
            <>
              <MenuDivider />
              <MenuGroup>
                <MenuGroupHeader>{t("sign_in.account.connections")}</MenuGroupHeader>
                {others.map((one) => (
                  <MenuItem key={one.id} onClick={() => go({ screen: "checklist", connectionId: one.id })}>
                    {[one.name, t(`common.api.${one.goal.api}`), one.account].filter(Boolean).join(" · ")}
                  </MenuItem>
                ))}
              </MenuGroup>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** The accounts of a connection, asked for when the menu opens. */
function useAccounts(connection: ConnectionView) {
  const door = useDoor();
  const { learn } = useSession();
  const task = useTask();
  const [accounts, setAccounts] = useState<AccountView[] | null>(null);
  const { id } = connection;
  const refresh = () => task.run(async () => setAccounts(await door.accounts(id)));
  return {
    accounts,
    task,
    refresh,
    use: (account: AccountView) =>
      task.run(async () => {
        // biome-ignore lint/correctness/useHookAtTopLevel: a command of the assistant, not a hook of React
        learn(await door.useAccount(id, account.id));
        setAccounts(await door.accounts(id));
      }),
    forget: (account: AccountView) =>
      task.run(async () => {
        setAccounts(await door.forgetAccount(id, account.id));
        learn(await door.checklist(id));
      }),
  };
}
