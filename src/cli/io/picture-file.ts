import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CliError, UsageError } from '../cli.error.js';
import type { CurvePicture } from '../picture/curve.js';
import { curveHtml } from '../picture/curve-html.js';
import { curveSvg } from '../picture/curve-svg.js';

const FORMATS: Readonly<Record<string, (picture: CurvePicture) => string>> = {
  '.svg': curveSvg,
  '.html': curveHtml,
};

/**
 * How a picture is written to this file. Asked for before the work begins, so that a wrong name does not cost it.
 *
 * @throws UsageError for a name that is neither SVG nor HTML.
 */
export function pictureWriter(path: string): (picture: CurvePicture) => Promise<void> {
  const format = FORMATS[extname(path).toLowerCase()];
  if (format === undefined) throw new UsageError(`--out ${path}: the name must end in .svg or .html.`);
  return async (picture) => {
    try {
      await writeFile(path, format(picture));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new CliError(`${path}: cannot be written: ${code ?? message}.`, undefined, { cause: error });
    }
  };
}
