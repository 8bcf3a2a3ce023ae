import { makeStyles, tokens } from "@fluentui/react-components";
import type { QrPicture } from "../../../ipc";

const useStyles = makeStyles({
  // Black on white in every theme: that is what cameras read.
  code: { display: "block", width: "132px", height: "132px", flexShrink: 0, borderRadius: tokens.borderRadiusMedium },
});

/** A QR code, drawn from its modules. */
export function QrCode({ qr, label }: { qr: QrPicture; label: string }) {
  const styles = useStyles();
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-testid="qr-code"
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
