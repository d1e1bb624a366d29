import { percent } from '../io/figures.js';
import { shareAxis, type Axis } from './axis.js';
import type { CurvePicture, CurvePoint, CurveSeries } from './curve.js';
import { LabelPlaces } from './label-places.js';
import { escapeXml } from './xml.js';

const WIDTH = 860;
const HEIGHT = 560;
const PLOT = { left: 76, right: 836, top: 96, bottom: 490 } as const;
/** The thresholds that are written beside the curves. */
const LABELLED = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

// Told apart by form as well as by colour: a dashed line with squares, and a full one with circles.
const STYLES = [
  { mark: 'square', className: 'a' },
  { mark: 'circle', className: 'b' },
] as const;

// Colours hold at least 4.5:1 against their background in either scheme.
const STYLE_SHEET = `
  .paper { fill: #ffffff; } text { fill: #1f2328; font: 13px system-ui, sans-serif; }
  .title { font-size: 18px; font-weight: 600; } .small { font-size: 11px; }
  .grid { stroke: #d8dee4; } .frame { stroke: #59636e; fill: none; } .target { stroke: #59636e; stroke-dasharray: 2 4; }
  .line { fill: none; stroke-width: 2; } .band { opacity: 0.14; }
  .a .line { stroke: #b3400e; stroke-dasharray: 7 4; } .a .mark, .a .band, .a .small { fill: #b3400e; }
  .b .line { stroke: #0757b8; } .b .mark, .b .band, .b .small { fill: #0757b8; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117; } text { fill: #f0f6fc; }
    .grid { stroke: #30363d; } .frame, .target { stroke: #9198a1; }
    .a .line { stroke: #ff9b6a; } .a .mark, .a .band, .a .small { fill: #ff9b6a; }
    .b .line { stroke: #6cb6ff; } .b .mark, .b .band, .b .small { fill: #6cb6ff; }
    .band { opacity: 0.22; }
  }`;

/** The picture as SVG that needs nothing beside it: no script, no font, no file. */
export function curveSvg(picture: CurvePicture): string {
  const points = picture.series.flatMap((series) => series.points);
  const x = shareAxis(0, Math.max(...points.map((point) => point.hitRatio), 0), [PLOT.left, PLOT.right]);
  const y = shareAxis(Math.min(picture.target, ...points.map((point) => point.precision)), 1, [
    PLOT.bottom,
    PLOT.top,
  ]);
  const labels = new LabelPlaces(PLOT);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"`,
    ' role="img" aria-labelledby="curve-title curve-description">',
    `<title id="curve-title">${escapeXml(picture.title)}</title>`,
    `<desc id="curve-description">${escapeXml(picture.description)}</desc>`,
    `<style>${STYLE_SHEET}\n</style>`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>`,
    text(PLOT.left, 34, picture.title, 'class="title"'),
    axes(x, y),
    targetLine(picture.target, x, y),
    // All bands first, so that none lies over a line.
    ...picture.series.map((series, index) => band(series, index, { x, y, labels })),
    ...picture.series.map((series, index) => curve(series, index, { x, y, labels })),
    legend(picture.series),
    '</svg>',
    '',
  ].join('\n');
}

function axes(x: Axis, y: Axis): string {
  const digits = (axis: Axis): number => ((axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0) < 0.0099 ? 1 : 0);
  const middle = (PLOT.top + PLOT.bottom) / 2;
  return [
    ...x.ticks.map((tick) => {
      const at = round(x.at(tick));
      return `${line(at, PLOT.top, at, PLOT.bottom, 'grid')}${text(at, PLOT.bottom + 20, percent(tick, digits(x)), 'text-anchor="middle"')}`;
    }),
    ...y.ticks.map((tick) => {
      const at = round(y.at(tick));
      return `${line(PLOT.left, at, PLOT.right, at, 'grid')}${text(PLOT.left - 8, at + 4, percent(tick, digits(y)), 'text-anchor="end"')}`;
    }),
    `<rect class="frame" x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.right - PLOT.left}" height="${PLOT.bottom - PLOT.top}"/>`,
    text(
      (PLOT.left + PLOT.right) / 2,
      PLOT.bottom + 46,
      'cache-hit ratio: hits of all questions',
      'text-anchor="middle"',
    ),
    text(
      20,
      middle,
      'precision: right ones of the hits',
      `text-anchor="middle" transform="rotate(-90 20 ${middle})"`,
    ),
  ].join('\n');
}

function targetLine(target: number, x: Axis, y: Axis): string {
  const at = round(y.at(target));
  return (
    line(x.at(x.from), at, x.at(x.to), at, 'target') +
    text(
      PLOT.right - 6,
      at + (at < PLOT.top + 20 ? 14 : -5),
      `target ${percent(target)}`,
      'class="small" text-anchor="end"',
    )
  );
}

interface Plot {
  readonly x: Axis;
  readonly y: Axis;
  readonly labels: LabelPlaces;
}

function band({ points }: CurveSeries, index: number, { x, y }: Plot): string {
  if (points.length < 2) return '';
  const upper = points.map((point) => at(x, y, point.hitRatio, point.high));
  const lower = points.map((point) => at(x, y, point.hitRatio, point.low)).reverse();
  return `<g class="${styleOf(index).className}"><polygon class="band" points="${[...upper, ...lower].join(' ')}"/></g>`;
}

function curve({ name, points }: CurveSeries, index: number, { x, y, labels }: Plot): string {
  const { mark, className } = styleOf(index);
  const marks = labelled(points).map((point) => {
    const left = round(x.at(point.hitRatio));
    const top = round(y.at(point.precision));
    const said = `${name}, threshold ${point.threshold}: hits ${percent(point.hitRatio)}, precision ${percent(point.precision)}`;
    const place = labels.take(left, top, mark === 'circle' ? 'above' : 'below');
    const label =
      place === undefined
        ? ''
        : text(place.x, place.y, point.threshold.toFixed(2), `class="small" text-anchor="${place.anchor}"`);
    return `<g><title>${escapeXml(said)}</title>${shape(mark, left, top)}${label}</g>`;
  });
  const path = points.map((point) => at(x, y, point.hitRatio, point.precision)).join(' ');
  return [
    `<g class="${className}">`,
    points.length < 2 ? '' : `<polyline class="line" points="${path}"/>`,
    ...marks,
    '</g>',
  ].join('\n');
}

function at(x: Axis, y: Axis, hitRatio: number, precision: number): string {
  return `${round(x.at(hitRatio))},${round(y.at(precision))}`;
}

function styleOf(index: number): (typeof STYLES)[number] {
  return STYLES[index % STYLES.length] as (typeof STYLES)[number];
}

function shape(mark: (typeof STYLES)[number]['mark'], x: number, y: number): string {
  return mark === 'circle'
    ? `<circle class="mark" cx="${x}" cy="${y}" r="4"/>`
    : `<rect class="mark" x="${round(x - 4)}" y="${round(y - 4)}" width="8" height="8"/>`;
}

/** The usual thresholds, and the ends of the curve. Where two fall into one place, the first is written. */
function labelled(points: readonly CurvePoint[]): CurvePoint[] {
  const wanted = points.filter(
    ({ threshold }, index) =>
      index === 0 ||
      index === points.length - 1 ||
      LABELLED.some((label) => Math.abs(label - threshold) < 1e-9),
  );
  return wanted.filter(
    (point, index) =>
      wanted.findIndex(
        (other) => other.hitRatio === point.hitRatio && other.precision === point.precision,
      ) === index,
  );
}

function legend(series: readonly CurveSeries[]): string {
  const entries = series.map(({ name }, index) => {
    const { mark, className } = styleOf(index);
    const left = PLOT.left + index * 190;
    return `<g class="${className}">${line(left, 62, left + 36, 62, 'line')}${shape(mark, left + 18, 62)}${text(left + 44, 66, name, '')}</g>`;
  });
  const after = PLOT.left + series.length * 190;
  return [
    ...entries,
    text(after, 66, 'shaded: 95 % interval; numbers at the marks: threshold', 'class="small"'),
  ].join('\n');
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${round(x)}" y="${round(y)}"${attributes === '' ? '' : ` ${attributes}`}>${escapeXml(content)}</text>`;
}

function line(x1: number, y1: number, x2: number, y2: number, className: string): string {
  return `<line class="${className}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
