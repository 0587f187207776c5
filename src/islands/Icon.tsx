const SLASH = 'M4 4l16 16'
const MICROPHONE = 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM6 11a6 6 0 0 0 12 0M12 17v4'
const CAMERA = 'M3 8a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2ZM15 11l6-3v8l-6-3'

const PATHS = {
  microphone: MICROPHONE,
  'microphone-off': MICROPHONE + SLASH,
  camera: CAMERA,
  'camera-off': CAMERA + SLASH,
  screen: 'M3 5h18v11H3ZM8 20h8M12 16v4M12 13V8M9.5 10 12 7.5l2.5 2.5',
  chat: 'M4 5h16v11H9l-5 4Z',
  note: 'M5 4h14v16H5ZM8.5 9h7M8.5 12.5h7M8.5 16h4',
  pin: 'M9 4h6l-1 7 3 3H7l3-3ZM12 14v6',
  picture: 'M3 5h18v14H3ZM3 16l5-5 4 4 3-3 6 6M15.5 9h.01',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  leave: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
  end: 'M3 14c5-5 13-5 18 0l-2 3-4-2v-2.5a10 10 0 0 0-6 0V15l-4 2Z',
} as const

/** Decoration: the word beside it is the name. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
