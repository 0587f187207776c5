const PATHS = {
  good: 'm5 12.5 4.5 4.5L19 7.5',
  attention: 'M12 5v8M12 17.5v.5',
  'under-way': 'M5 12h.01M12 12h.01M19 12h.01',
} as const

/** How something stands, beside the words that say it. */
export function Sign({ is }: { is: keyof typeof PATHS }) {
  return (
    <svg class={`sign ${is}`} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path
        d={PATHS[is]}
        fill="none"
        stroke="currentColor"
        stroke-width="2.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
