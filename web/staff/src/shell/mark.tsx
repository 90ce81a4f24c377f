/** The mark: a bridge in one line. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M2 21h28M4 21a12 12 0 0 1 24 0M10 21v-10.4M16 21V9M22 21v-10.4"
        fill="none"
        stroke="var(--rb-mark)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  )
}
