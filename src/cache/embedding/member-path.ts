/** The member at a path such as `input.texts`; '' is the value itself. */
export function readMember(value: unknown, path: string): unknown {
  return steps(path).reduce<unknown>(
    (member, name) => (isObject(member) && Object.hasOwn(member, name) ? member[name] : undefined),
    value,
  );
}

/** A copy with another member at the path, made where it is missing; everything else is shared with the original. */
export function withMember(value: unknown, path: string, member: unknown): unknown {
  const [name, ...rest] = steps(path);
  if (name === undefined) return member;
  const object = isObject(value) ? value : {};
  return { ...object, [name]: withMember(object[name], rest.join('.'), member) };
}

function steps(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
