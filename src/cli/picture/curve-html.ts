import { percent } from '../io/figures.js';
import type { CurvePicture, CurveSeries } from './curve.js';
import { curveSvg } from './curve-svg.js';
import { escapeXml } from './xml.js';

/** A page with the picture and, for who reads rather than sees, the same numbers as tables. */
export function curveHtml(picture: CurvePicture): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(picture.title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; font-weight: 600; }
th, td { padding: 0.2rem 0.8rem; text-align: right; border-bottom: 1px solid #8c959f; }
</style>
</head>
<body>
<h1>${escapeXml(picture.title)}</h1>
<p>${escapeXml(picture.description)}</p>
${curveSvg(picture)}${picture.series.map(seriesTable).join('')}</body>
</html>
`;
}

function seriesTable({ name, points }: CurveSeries): string {
  const rows = points.map(
    ({ threshold, hitRatio, precision, low, high }) =>
      `<tr><th scope="row">${threshold}</th><td>${percent(hitRatio)}</td><td>${percent(precision)}</td>` +
      `<td>${percent(low)} to ${percent(high)}</td></tr>\n`,
  );
  return `<table>
<caption>${escapeXml(name)}</caption>
<thead><tr><th scope="col">threshold</th><th scope="col">hit ratio</th><th scope="col">precision</th><th scope="col">95 % interval</th></tr></thead>
<tbody>
${rows.join('')}</tbody>
</table>
`;
}
