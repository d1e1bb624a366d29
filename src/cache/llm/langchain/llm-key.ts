/**
 * The parameters in the text by which LangChain.js names a model and its call options: `name:JSON` for each, sorted
 * and joined by commas, with nothing escaped. Strings inside JSON may hold anything, so it is read character by
 * character.
 *
 * Functions among the parameters have no JSON and stand there as `undefined`; two different ones look alike.
 *
 * @returns `undefined` for a text of another form.
 */
export function parseLlmKey(text: string): ReadonlyMap<string, unknown> | undefined {
  const parameters = new Map<string, unknown>();
  let position = 0;
  while (position < text.length) {
    const colon = text.indexOf(':', position);
    if (colon < 0) return undefined;
    const name = text.slice(position, colon);
    const end = endOfValue(text, colon + 1);
    const value = text.slice(colon + 1, end);
    try {
      parameters.set(name, value === 'undefined' ? undefined : (JSON.parse(value) as unknown));
    } catch {
      return undefined;
    }
    position = end + 1;
  }
  return parameters;
}

/** Index of the comma after the JSON value that starts here, or of the end. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === ',' && depth === 0) return i;
  }
  return text.length;
}
