/** The Vary header that names `field` beside whatever it named before (RFC 9110, 12.5.5). */
export function varyOn(existing: unknown, field: string): string {
  const fields = (Array.isArray(existing) ? existing : [existing])
    .filter((value): value is string => typeof value === 'string')
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const isNamed = fields.some((name) => name === '*' || name.toLowerCase() === field.toLowerCase());
  return (isNamed ? fields : [...fields, field]).join(', ');
}
