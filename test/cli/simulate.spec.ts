import { cli, jsonLines } from './support.js';

/** Six questions: an exact repeat, a reworded one, a trap that differs in a number, and an exact repeat with another answer. */
const STREAM = jsonLines([
  { text: 'When does the clinic open on Monday?', answerKey: 'open' },
  { text: 'when does the clinic  open on monday?', answerKey: 'open' },
  { text: 'When does the clinic open on Mondays?', answerKey: 'open' },
  { text: 'Is the dose of 5 mg right for the patient?', answerKey: 'five' },
  { text: 'Is the dose of 50 mg right for the patient?', answerKey: 'fifty' },
  { text: 'When does the clinic open on Monday?', answerKey: 'changed' },
]);

describe('nestjs-ai-cache simulate', () => {
  it('counts exact and semantic hits, wrong ones, and who refused', async () => {
    const args = ['simulate', 'stream.jsonl', '--embedder', 'lexical', '--threshold', '0.7', '--json'];
    const { code, stdout, stderr } = await cli(args, { 'stream.jsonl': STREAM });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { report, ...simulation } = JSON.parse(stdout);
    expect(simulation).toMatchObject({
      file: 'stream.jsonl',
      embedder: 'lexical, hashed-ngrams-1, 384 dimensions',
      threshold: 0.7,
    });
    expect(report).toMatchObject({
      questions: 6,
      ceiling: { count: 2, of: 6 },
      hits: { count: 3, of: 6 },
      wrong: { count: 1, of: 6 },
      exact: { hits: { count: 2 }, precision: { count: 1, of: 2 } },
      semantic: { hits: { count: 1 }, precision: { count: 1, of: 1 } },
      misses: 3,
      explored: 0,
      refused: [{ by: 'numbers', wrong: 1, right: 0 }],
    });
    expect(report.parts).toHaveLength(6);
    expect(simulation.speed.questionsPerSecond).toBeGreaterThan(0);
  });

  it('reads as many questions as it was told to, and prints a text', async () => {
    const { stdout } = await cli(['simulate', 'stream.jsonl', '--limit', '2'], { 'stream.jsonl': STREAM });
    expect(stdout).toContain('stream.jsonl: 2 questions, 1 of them with an answer that was given before');
    expect(stdout).toMatch(/^ {2}exact +1 of 2 +50\.00 % +\[1\.3, 98\.7\]$/m);
    expect(stdout).toContain('threshold   0.95');
  });

  it('explores before it serves when it has a bound to learn, and ends with 1 when that was not kept', async () => {
    const args = ['simulate', 'stream.jsonl', '--threshold', '0.7', '--max-error-rate', '0.01', '--json'];
    const { code, stdout } = await cli(args, { 'stream.jsonl': STREAM });
    const { report } = JSON.parse(stdout);
    expect(report).toMatchObject({ explored: 1, semantic: { hits: { count: 0 } }, wrong: { count: 1 } });
    // The wrong one is the exact repeat, whose answer had changed.
    expect(code).toBe(1);
  });

  it('shows how far it is on stderr, when asked', async () => {
    const { stderr } = await cli(['simulate', 'stream.jsonl', '--progress'], { 'stream.jsonl': STREAM });
    expect(stderr).toMatch(/embedding \[.*\] 100 % \| 5\/5/);
    expect(stderr).toMatch(/replaying \[.*\] 100 % \| 6\/6/);
  });
});
