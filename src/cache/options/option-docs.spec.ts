import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OptionDescriptor } from './option-descriptor.js';
import { OPTION_TABLE } from './option-table.js';

const PAGE = join(__dirname, '../../../docs/configuration.md');
const UNITS = {
  duration: [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ],
  bytes: [
    ['gb', 1024 ** 3],
    ['mb', 1024 ** 2],
    ['kb', 1024],
    ['b', 1],
  ],
} as const;

/** A default as it stands in the table: in code, and with a unit as one would write it in the environment. */
function defaultOf({ default: value, format }: OptionDescriptor): string {
  if (value === undefined) return 'none';
  const inCode = `\`${JSON.stringify(value)}\``;
  if (format !== 'duration' && format !== 'bytes') return inCode;
  const unit = UNITS[format].find(([, size]) => Number(value) % size === 0);
  return unit === undefined ? inCode : `${inCode} (${Number(value) / unit[1]}${unit[0]})`;
}

function rowOf(option: OptionDescriptor): string {
  const { path, env, format, expected, meaning } = option;
  return `| \`${path}\` | \`${env}\` | ${format} | ${defaultOf(option)} | ${meaning} Must be ${expected}. |`;
}

describe('docs/configuration.md', () => {
  const documented = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => /^\| `[^`]+` \| `CACHE_/.test(line));

  it('has exactly the rows of the option table, in its order', () => {
    const expected = OPTION_TABLE.map(rowOf);
    if (documented.join('\n') !== expected.join('\n')) {
      throw new Error(
        `The rows of the options in docs/configuration.md must be:\n\n${expected.join('\n')}\n\nThey are:\n\n${documented.join('\n')}`,
      );
    }
    expect(documented).toHaveLength(OPTION_TABLE.length);
  });

  it.each(OPTION_TABLE.map((option) => [option.path, option] as const))(
    'names a default of %s that is valid',
    (_, option) => {
      expect(option.schema.safeParse(option.default).success).toBe(true);
    },
  );
});
