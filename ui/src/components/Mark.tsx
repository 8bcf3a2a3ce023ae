/** The mark of Handrail: a rail that rises along the steps (drawn as in icons/handrail.svg, without its shading). */
export function Mark({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 512 512" width={size} height={size} aria-hidden="true">
      <rect x="16" y="16" width="480" height="480" rx="108" fill="#1170d4" />
      <path d="M16 496V416H176V336H336V256H496V388A108 108 0 0 1 388 496Z" fill="#7cc4fa" />
      <g fill="none" stroke="#fff" strokeLinecap="round" strokeLinejoin="round">
        <path d="M112 262V420M256 190V340M400 118V260" strokeWidth="26" strokeLinecap="butt" />
        <path d="M76 268H112L400 116H436" strokeWidth="48" />
      </g>
    </svg>
  );
}
