import { makeStyles, tokens } from "@fluentui/react-components";
import type { ComponentType } from "react";
import {
  Braces24Regular,
  CloudError24Regular,
  Code24Regular,
  ErrorCircle24Regular,
  Key24Regular,
  Link24Regular,
  LockClosed24Regular,
  NumberSymbol24Regular,
  PlugDisconnected24Regular,
  QuestionCircle24Regular,
  WindowNew24Regular,
} from "../../components/icons";
import type { Recognised } from "../../ipc";

const useStyles = makeStyles({
  icon: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "36px",
    height: "36px",
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
});

const ICONS: Record<Recognised, ComponentType> = {
  aadsts: ErrorCircle24Regular,
  "token-error": Braces24Regular,
  redirect: Link24Regular,
  "entra-page": WindowNew24Regular,
  "api-error": CloudError24Regular,
  jwt: Key24Regular,
  guid: NumberSymbol24Regular,
  secret: LockClosed24Regular,
  script: Code24Regular,
  network: PlugDisconnected24Regular,
  unknown: QuestionCircle24Regular,
};

/** The picture of what was recognised. */
export function KindIcon({ kind }: { kind: Recognised }) {
  const styles = useStyles();
  const Icon = ICONS[kind];
  return (
    <span className={styles.icon} aria-hidden="true">
      <Icon />
    </span>
  );
}
