import type { CurvePicture } from './curve.js';
import { curveHtml } from './curve-html.js';
import { curveSvg } from './curve-svg.js';

const point = (threshold: number, hitRatio: number, precision: number) => ({
  threshold,
  hitRatio,
  precision,
  low: Math.max(0, precision - 0.1),
  high: Math.min(1, precision + 0.1),
});

const PICTURE: CurvePicture = {
  title: 'a < b & "c": precision',
  description: 'It ends well.',
  target: 0.99,
  series: [
    { name: 'without guards', points: [point(0.5, 0.9, 0.4), point(0.85, 0.5, 0.6), point(0.95, 0.1, 0.9)] },
    { name: 'with guards', points: [point(0.5, 0.6, 0.8), point(0.85, 0.3, 0.9), point(0.95, 0.05, 1)] },
  ],
};

/** Whether every element is closed by its own name, in order, and no `<` or `&` stands alone: well-formed. */
function openElements(xml: string): string[] {
  const open: string[] = [];
  for (const [, closing, name, , selfClosing] of xml.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (selfClosing !== '/') open.push(name as string);
  }
  const rest = xml.replace(/<\/?[a-zA-Z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '');
  expect(rest).not.toMatch(/<|&(?!(?:amp|lt|gt|quot|#39);)/);
  return open;
}

describe('curveSvg', () => {
  const svg = curveSvg(PICTURE);

  it('is well-formed and carries a title and a description for who cannot see it', () => {
    expect(openElements(svg)).toEqual([]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
    expect(svg).toContain('role="img" aria-labelledby="curve-title curve-description"');
    expect(svg).toContain('<title id="curve-title">a &lt; b &amp; &quot;c&quot;: precision</title>');
    expect(svg).toContain('<desc id="curve-description">It ends well.</desc>');
  });

  it('needs nothing from elsewhere and is readable in the dark', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|url\(|@import|<script|<image|href/,
    );
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });

  it('draws more hits further right and more precision further up', () => {
    const [without, guarded] = [...svg.matchAll(/<polyline class="line" points="([^"]+)"/g)].map(
      ([, points]) =>
        (points as string).split(' ').map((pair) => pair.split(',').map(Number) as [number, number]),
    );
    const [low, middle, high] = without as [[number, number], [number, number], [number, number]];
    expect(low[0]).toBeGreaterThan(middle[0]);
    expect(middle[0]).toBeGreaterThan(high[0]);
    expect(low[1]).toBeGreaterThan(middle[1]);
    expect(middle[1]).toBeGreaterThan(high[1]);
    // At one threshold the guards serve less, and more of it rightly.
    expect(guarded![1]![0]).toBeLessThan(middle[0]);
    expect(guarded![1]![1]).toBeLessThan(middle[1]);
  });

  it('names every marked point', () => {
    expect(svg).toContain('<title>with guards, threshold 0.85: hits 30.0 %, precision 90.0 %</title>');
    expect(svg.match(/<circle class="mark"/g)).toHaveLength(1 + 3);
    expect(svg.match(/<rect class="mark"/g)).toHaveLength(1 + 3);
  });

  it.each([
    ['no point', []],
    ['one point', [point(0.9, 0, 1)]],
    ['points in one place', [point(0.8, 1, 1), point(0.9, 1, 1)]],
  ])('draws a curve of %s', (_, points) => {
    const drawn = curveSvg({ ...PICTURE, series: [{ name: 'only', points }] });
    expect(openElements(drawn)).toEqual([]);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('curveHtml', () => {
  it('has the picture, and its numbers as tables', () => {
    const page = curveHtml(PICTURE);
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<svg xmlns=');
    expect(page).toContain('<caption>with guards</caption>');
    expect(page).toContain(
      '<tr><th scope="row">0.85</th><td>30.0 %</td><td>90.0 %</td><td>80.0 % to 100.0 %</td></tr>',
    );
    expect(page.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|<script|<link/);
  });
});
