/**
 * The system's package sources with another suite in place of its own: so the mirror, its options and its keyring
 * are those the machine is set up for. Security and update suites are left out; both spellings of a source are read.
 */
export function sourcesForSuite(
  files: readonly { name: string; text: string }[],
  codename: string,
  suite: string,
): { name: string; text: string } | undefined {
  const stanzas = files
    .filter((file) => file.name.endsWith('.sources'))
    .flatMap((file) => withoutComments(file.text).split(/\n\s*\n/))
    .map((stanza) => rewriteStanza(stanza, codename, suite))
    .filter((stanza) => stanza !== undefined);
  if (stanzas.length > 0) return { name: 'test.sources', text: `${stanzas.join('\n\n')}\n` };

  const lines = files
    .filter((file) => file.name.endsWith('.list'))
    .flatMap((file) => file.text.split('\n'))
    .map((line) => rewriteLine(line, codename, suite))
    .filter((line) => line !== undefined);
  if (lines.length > 0) return { name: 'test.list', text: `${lines.join('\n')}\n` };
  return undefined;
}

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');

function rewriteStanza(stanza: string, codename: string, suite: string): string | undefined {
  const types = /^Types:(.*)$/im.exec(stanza)?.[1]?.trim().split(/\s+/);
  const suites = /^Suites:(.*)$/im.exec(stanza)?.[1]?.trim().split(/\s+/);
  if (types?.includes('deb') !== true || suites?.includes(codename) !== true) return undefined;
  if (/^Enabled:\s*no\b/im.test(stanza)) return undefined;
  return stanza
    .trim()
    .replace(/^Types:.*$/im, 'Types: deb')
    .replace(/^Suites:.*$/im, `Suites: ${suite}`);
}

function rewriteLine(line: string, codename: string, suite: string): string | undefined {
  const match = /^\s*deb\s+((?:\[[^\]]*\]\s+)?\S+)\s+(\S+)\s+(.+)$/.exec(line);
  if (match?.[1] === undefined || match[3] === undefined || match[2] !== codename) return undefined;
  return `deb ${match[1]} ${suite} ${match[3].trim()}`;
}
