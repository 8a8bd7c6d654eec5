/** Drawings for pages that have nothing else to show, in the colours of the theme. */
import type { ReactNode } from 'react'

const ACCENT = 'var(--accent)'
const SOFT = 'var(--accent-tint)'
const TINT = 'var(--tint)'
const CARD = 'var(--card)'
const LINE = 'var(--line-strong)'
const WARM = '#e0a458'
const ROSE = '#d9806a'
const LEAF = '#7aa874'

const strokes = (d: string, color: string = LINE, width = 3): ReactNode => (
  <path d={d} fill="none" stroke={color} strokeWidth={width} strokeLinecap="round" strokeLinejoin="round" />
)

const HILLS: ReactNode = (
  <>
    <path d="M14 142c6-62 48-108 104-112 62-4 110 46 110 112Z" fill={TINT} />
    <ellipse cx="120" cy="144" rx="96" ry="7" fill={SOFT} />
  </>
)

const DRAWINGS = {
  'empty-basket': (
    <>
      {strokes('M86 74 104 38M154 74 136 38', ACCENT, 6)}
      <path d="M64 72h112l-12 62a8 8 0 0 1-8 7H84a8 8 0 0 1-8-7Z" fill={CARD} />
      {strokes('M64 72h112l-12 62a8 8 0 0 1-8 7H84a8 8 0 0 1-8-7Z')}
      {strokes('M96 88l5 38M120 88v38M144 88l-5 38', LINE, 2.5)}
      <rect x="56" y="64" width="128" height="15" rx="7.5" fill={ACCENT} />
      {strokes('M192 48q10-16 20-10M196 30q2-8 10-10', WARM, 3)}
      <path d="M40 112q-14-8-12-26 16 2 17 18 4-12 14-12-2 16-13 20" fill={LEAF} />
      {strokes('M44 142V104', LEAF, 3)}
    </>
  ),
  'nothing-found': (
    <>
      <rect x="52" y="58" width="42" height="80" rx="5" fill={CARD} />
      {strokes('M52 63a5 5 0 0 1 5-5h32a5 5 0 0 1 5 5v75H52ZM52 84h42M52 110h42')}
      <path d="M62 84V70h6v14Zm10 0V66h7v18Z" fill={WARM} />
      <path d="M64 110q-2-12 9-12t9 12Z" fill={ROSE} />
      <circle cx="138" cy="86" r="35" fill={SOFT} />
      {strokes('M138 51a35 35 0 1 0 0 70 35 35 0 0 0 0-70ZM163 112l26 27', ACCENT, 7)}
      {strokes('M127 80v-4M149 80v-4M126 101q12-10 24 0', ACCENT, 4)}
      {strokes('M116 79q5-12 16-14', CARD, 4)}
    </>
  ),
  offline: (
    <>
      <path
        d="M84 112a24 24 0 0 1-2-48 36 36 0 0 1 69-8 29 29 0 0 1 7 56Z"
        fill={CARD}
        stroke={LINE}
        strokeWidth="3"
      />
      {strokes('M103 82q17-13 34 0M111 92q9-7 18 0', ACCENT, 5)}
      <circle cx="120" cy="101" r="3.5" fill={ACCENT} />
      {strokes('M92 66l56 46', ROSE, 5)}
      {strokes('M30 136q24 10 50 0h10M210 136q-24 10-46 0h-8', LINE, 3.5)}
      <path d="M90 128h14v16H90Z" fill={LINE} />
      <path d="M142 127h14v18h-14Z" fill={ACCENT} />
      {strokes('M104 132h8M104 140h8', LINE, 3)}
      {strokes('M122 126l-3-7M127 124v-8M132 126l3-7', WARM, 2.5)}
    </>
  ),
  'no-orders': (
    <>
      <path d="m120 48 58 24v52l-58 20-58-20V72Z" fill={CARD} />
      <path d="m120 94 58-22v52l-58 20Z" fill={SOFT} />
      {strokes('m120 48 58 24v52l-58 20-58-20V72ZM62 72l58 22 58-22M120 94v50', LINE, 3)}
      <path d="m84 63 58 23v20l12-5V82L96 58Z" fill={WARM} />
      {strokes('M196 96h22M200 110h18M30 104h18M26 118h16', ACCENT, 3)}
    </>
  ),
  'no-wishes': (
    <>
      <rect x="74" y="42" width="92" height="100" rx="8" fill={CARD} stroke={LINE} strokeWidth="3" />
      <rect x="100" y="34" width="40" height="16" rx="8" fill={ACCENT} />
      <path d="M120 106q-27-17-23-33 8-14 23 1 15-15 23-1 4 16-23 33Z" fill={ROSE} />
      {strokes('M92 122h56M104 131h32', LINE, 3)}
      {strokes('M44 84l3 7 7 3-7 3-3 7-3-7-7-3 7-3ZM192 58l2 5 5 2-5 2-2 5-2-5-5-2 5-2Z', WARM, 2.5)}
    </>
  ),
  lost: (
    <>
      {strokes('M118 142V44', LINE, 6)}
      <path d="M112 48h58l16 14-16 14h-58Z" fill={ACCENT} />
      <path d="M124 84H74L60 97l14 13h50Z" fill={CARD} stroke={LINE} strokeWidth="3" />
      {strokes('M126 62h34', CARD, 4)}
      {strokes('M78 97h30', WARM, 4)}
      <path d="M160 142q-8-20 2-32 10 8 8 20 8-10 16-8 0 14-14 20Z" fill={LEAF} />
      <path d="M84 142q-3-12-14-14 0 10 8 14Z" fill={LEAF} />
    </>
  ),
} as const satisfies Readonly<Record<string, ReactNode>>

/** What it means is said in words beside it. */
export const Illustration = ({
  name,
  width = 240,
}: {
  readonly name: keyof typeof DRAWINGS
  /** CSS pixels; two thirds as high. */
  readonly width?: number
}): ReactNode => (
  <svg width={width} height={(width * 2) / 3} viewBox="0 0 240 160" aria-hidden="true" focusable="false">
    {HILLS}
    {DRAWINGS[name]}
  </svg>
)
