import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, jsonLines } from './support.js';

/** Of 500 pairs at 0.9 all are the same; of 100 at 0.7 half are. */
const CERTAIN = jsonLines([
  ...Array.from({ length: 500 }, (_, id) => ({ id, same: true, cosine: 0.9 })),
  ...Array.from({ length: 100 }, (_, id) => ({ id: 500 + id, same: id % 2 === 0, cosine: 0.7 })),
]);

/** A right pair, and two traps, one of which differs in a number alone. */
const TEXTS = jsonLines([
  {
    a: 'When does the clinic open?',
    b: 'when does the  clinic open',
    same: true,
    cosine: 0.97,
    category: 'open',
  },
  { a: 'Is 5 mg the dose?', b: 'Is 50 mg the dose?', same: false, cosine: 0.96, category: 'number' },
  { a: 'Who wrote the note?', b: 'Where is the car?', same: false, cosine: 0.2, category: '' },
]);

const QUESTIONS = jsonLines([
  { a: 'How did the patient sleep?', b: 'how did the patient sleep', same: true },
  { a: 'How did the patient sleep?', b: 'Who pays the bill of May?', same: false },
]);

describe('nestjs-ai-cache calibrate', () => {
  it('finds the lowest threshold that reaches the target', async () => {
    const { code, stdout, stderr } = await cli(['calibrate', 'pairs.jsonl'], { 'pairs.jsonl': CERTAIN });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('pairs.jsonl: 600 pairs, 550 same, 50 different');
    expect(stdout).toContain('similarity    as recorded in the file');
    expect(stdout).toMatch(
      /without guards {2}0\.71 {2}\(hit rate 83\.3 %, precision 100\.0 % \[99\.3, 100\.0\]\)/,
    );
    // At 0.70 all 600 are served, 50 of them wrongly.
    expect(stdout).toMatch(/^0\.70 +600 +100\.0 % +91\.7 % +\[89\.2, 93\.8\] +100\.0 % +50 +8\.3 %/m);
  });

  it('says "none" and ends with 1 when no threshold reaches the target', async () => {
    const { code, stdout } = await cli(['calibrate', 'pairs.jsonl', '--target-precision', '0.999'], {
      'pairs.jsonl': CERTAIN,
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^without guards {2}none$/m);
  });

  it('prints JSON with and without guards, by category, at the thresholds that were asked for', async () => {
    const args = ['calibrate', 'pairs.jsonl', '--thresholds', '0.95,0.5', '--by-category', '--json'];
    const { code, stdout, stderr } = await cli(args, { 'pairs.jsonl': TEXTS });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { report, categories, guardNames } = JSON.parse(stdout);
    expect(guardNames).toContain('numbers');
    expect(report).toMatchObject({ pairs: 3, same: 1, leftOut: 0, targetPrecision: 0.99 });
    expect(report.withoutGuards.rows.map((row: { threshold: number }) => row.threshold)).toEqual([0.5, 0.95]);
    expect(report.withoutGuards.rows[1]).toMatchObject({ hits: { count: 2 }, wrong: { count: 1, of: 3 } });
    expect(report.withGuards.rows[1]).toMatchObject({ hits: { count: 1 }, wrong: { count: 0, of: 3 } });
    expect(categories.map(({ threshold }: { threshold: number }) => threshold)).toEqual([0.5, 0.95]);
    expect(categories[1].rows).toEqual([
      { category: 'open', same: { pairs: 1, reach: 1, pass: 1 }, different: { pairs: 0, reach: 0, pass: 0 } },
      {
        category: 'number',
        same: { pairs: 0, reach: 0, pass: 0 },
        different: { pairs: 1, reach: 1, pass: 0 },
      },
      { category: '-', same: { pairs: 0, reach: 0, pass: 0 }, different: { pairs: 1, reach: 0, pass: 0 } },
      { category: 'all', same: { pairs: 1, reach: 1, pass: 1 }, different: { pairs: 2, reach: 1, pass: 0 } },
    ]);
  });

  it('embeds when nothing was recorded, and when an embedder is named', async () => {
    const files = { 'pairs.jsonl': QUESTIONS, 'recorded.jsonl': TEXTS };
    const unrecorded = await cli(['calibrate', 'pairs.jsonl', '--thresholds', '0.8'], files);
    expect(unrecorded.stdout).toContain('lexical, hashed-ngrams-1, 384 dimensions');
    expect(unrecorded.stdout).toMatch(/^0\.80 +1 +50\.0 % +100\.0 %/m);
    const named = ['calibrate', 'recorded.jsonl', '--embedder', 'lexical', '--dimensions', '64', '--json'];
    expect(JSON.parse((await cli(named, files)).stdout)).toMatchObject({
      embedder: 'lexical, hashed-ngrams-1, 64 dimensions',
    });
  });

  it('replays the learned bound, repeatably, and says that guards could not be asked', async () => {
    const args = ['calibrate', 'pairs.jsonl', '--max-error-rate', '0.05', '--json'];
    const [first, second] = await Promise.all([
      cli(args, { 'pairs.jsonl': CERTAIN }),
      cli(args, { 'pairs.jsonl': CERTAIN }),
    ]);
    expect(first.code).toBe(0);
    expect(first.stdout).toBe(second.stdout);
    const { learned, guardNames } = JSON.parse(first.stdout);
    expect(guardNames).toBeUndefined();
    expect(learned).toMatchObject({ maxErrorRate: 0.05, pairs: 600 });
    expect(learned.wrong.mean).toBeLessThanOrEqual(0.05);
    expect(learned.hits.mean).toBeGreaterThan(0.2);
    expect(Number(learned.hits.mean) + Number(learned.explored.mean)).toBeCloseTo(1, 9);
    expect(learned.bestThreshold.asAllowed).toEqual({ threshold: 0.9, hits: 500 / 600, wrong: 0 });
    const text = await cli(args.slice(0, -1), { 'pairs.jsonl': CERTAIN });
    expect(text.stdout).toContain('none: the pairs have no texts that a guard could read');
    expect(text.stdout).toContain('Learned bound with at most 5.00 % wrong of all');
  });

  it.each(['curve.svg', 'curve.html'])('draws %s, which needs nothing beside it', async (out) => {
    const { cwd, stderr } = await cli(['calibrate', 'pairs.jsonl', '--out', out], { 'pairs.jsonl': TEXTS });
    expect(stderr).toBe('');
    const text = readFileSync(join(cwd, out), 'utf8');
    expect(text).toContain('<title id="curve-title">pairs.jsonl: precision against cache-hit ratio</title>');
    expect(text.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /https?:|<script|@import|url\(|<link/,
    );
    expect(text.match(/<polyline/g)).toHaveLength(2);
  });
});
