import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../cli.error.js';
import { readJsonLines } from './json-lines.js';

const schema = z.object({ word: z.string('must be a string') });

describe('readJsonLines', () => {
  let folder = '';
  let path = '';
  const read = (text: string, signal = new AbortController().signal) => {
    writeFileSync(path, text);
    return readJsonLines(path, schema, signal);
  };
  const messageOf = async (promise: Promise<unknown>): Promise<string> => {
    const error: unknown = await promise.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).exitCode).toBe(2);
    return (error as Error).message;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'json-lines-'));
    path = join(folder, 'words.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads objects and counts lines as an editor does', async () => {
    expect(await read('\uFEFF{"word":"a"}\r\n\r\n{"word":"b","more":1}')).toEqual([
      { line: 1, value: { word: 'a' } },
      { line: 3, value: { word: 'b' } },
    ]);
  });

  it.each([
    ['{"word":"a"}\n{"word":', 2, 'is not JSON; one object is expected on each line.'],
    ['{"word":"a"}\n\n["a"]', 3, 'is not a JSON object.'],
    ['null', 1, 'is not a JSON object.'],
    ['{"wort":"a"}', 1, 'field "word" is missing.'],
    ['{"word":7}', 1, 'field "word" must be a string.'],
  ])('says what is wrong with %j and where', async (text, line, message) => {
    expect(await messageOf(read(text))).toBe(`${path}:${line}: ${message}`);
  });

  it('does not quote the file', async () => {
    const message = await messageOf(read('{"word":"a"}\nMrs Example takes 5 mg'));
    expect(message).not.toContain('Example');
  });

  it('says so when there is nothing to read', async () => {
    expect(await messageOf(read('\n \n'))).toBe(`${path}: has no lines.`);
    const signal = new AbortController().signal;
    expect(await messageOf(readJsonLines(join(folder, 'none'), schema, signal))).toContain('no such file');
    expect(await messageOf(readJsonLines(folder, schema, signal))).toContain('is a folder');
  });

  it('ends with the reason of its signal', async () => {
    const reason = new Error('interrupted');
    await expect(read('{"word":"a"}', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
