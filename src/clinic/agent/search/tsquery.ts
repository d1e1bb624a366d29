/**
 * A tsquery in PostgreSQL's text form that matches any of the stems, optionally only in fields of these weights.
 * Natural questions need "any": the usual "all" finds nothing as soon as one word is not in the note.
 */
export function tsqueryOf(lexemes: Iterable<string>, weights = ''): string {
  return [...lexemes]
    .map((lexeme) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${weights && `:${weights}`}`)
    .join(' | ');
}
