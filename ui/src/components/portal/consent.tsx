import { tokens } from "@fluentui/react-components";
import type { ConnectionView } from "../../ipc";
import { Box, clipped, Spot, Word, widthOf } from "./parts";
import { usePortal } from "./words";

const WIDTH = 360;

/** The page that asks a customer's administrator for consent. Nothing around it: it stands alone in the browser. */
export function ConsentPage({ connection, appName }: { connection: ConnectionView; appName: string }) {
  const { t, name } = usePortal();
  const { permissions } = connection;
  const height = 190 + permissions.length * 24;
  const accept = name("accept");
  const width = Math.max(widthOf(accept), widthOf(name("cancel"))) + 32;
  const right = WIDTH - 24 - width;
  const bottom = height - 44;
  return (
    <svg
      viewBox={`-150 0 680 ${height}`}
      width="100%"
      role="img"
      aria-label={t("checklist.portal.picture", { page: name("consent_page"), marked: accept })}
      fontFamily="inherit"
    >
      <rect x="-150" width="680" height={height} rx="6" fill={tokens.colorNeutralBackground3} />
      <rect x="6" y="12" width={WIDTH - 12} height={height - 24} rx="4" fill={tokens.colorNeutralBackground1} />
      <Word x={24} y={44} size={15} strong>
        {name("consent_page")}
      </Word>
      <Word x={24} y={64} soft>
        {name("consent_review")}
      </Word>
      <rect x="24" y="78" width="26" height="26" rx="4" fill={tokens.colorBrandBackground2} />
      <path d="M29 98h5v-5h5v-5h5v-5" fill="none" stroke={tokens.colorBrandForeground2} strokeWidth="2" />
      <Word x={60} y={95} strong>
        {clipped(appName, 260)}
      </Word>
      {permissions.map((permission, index) => (
        <Word key={permission} x={24} y={130 + index * 24}>
          {`›  ${permission}`}
        </Word>
      ))}
      <Box x={right - width - 12} y={bottom} width={width} label={name("cancel")} />
      <Box x={right} y={bottom} width={width} label={accept} primary />
      <Spot x={right} y={bottom} width={width} click={2} />
    </svg>
  );
}
