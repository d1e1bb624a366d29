// A quotation ends on its own line; apostrophes within words open none.
const QUOTED =
  /"([^"\n]{1,300})"|“([^”\n]{1,300})”|«([^»\n]{1,300})»|(?<![\p{L}\p{N}])['‘]([^'’\n]{1,300})['’](?![\p{L}\p{N}])/gu;

/** The texts between quotation marks, as written but for case and white space. */
export function quotesOf(text: string): string[] {
  // Most questions quote nothing.
  if (!/["'“‘«]/.test(text)) return [];
  return [...text.matchAll(QUOTED)].map((match) =>
    (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim().toLowerCase().replace(/\s+/g, ' '),
  );
}
