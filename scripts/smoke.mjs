// Boots the built clinic with plain node, as `npm start` does, asks one question twice and ends it. What jest cannot
// show: that the ES modules of the artefact load, and that the process starts and ends in order.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, postJson, ServerUnderTest } from './support.mjs';

const QUESTION = { question: 'Which clients reported trouble sleeping?' };

const dataDir = await mkdtemp(join(tmpdir(), 'nestjs-ai-cache-smoke-'));
const port = await freePort();
const url = `http://localhost:${port}/agent/query`;
const clinic = new ServerUnderTest('dist/main.js', { env: embeddedDefaults() });
try {
  const token = await clinic.until('the clinic writes its demonstration tokens', readToken);
  const authorization = { authorization: `Bearer ${token}` };
  const first = await clinic.until('the clinic answers', () => askIfListening(authorization));
  assert.ok(first.status >= 200 && first.status < 300, `first answer: ${first.status} ${first.text}`);
  const second = await postJson(url, QUESTION, authorization);
  assert.equal(second.status, first.status);
  assert.equal(second.text, first.text, 'the cached answer is the computed one, byte for byte');
  assert.ok(first.text.length > 0, 'the answer is not empty');
  assert.doesNotMatch(cacheStatus(first), /;\s*hit\b/, 'the first answer is computed');
  assert.match(cacheStatus(second), /;\s*hit\b/, 'the second answer comes from the cache');
  const anonymous = await postJson(url, QUESTION);
  assert.equal(anonymous.status, 401, 'a cached answer is not for everybody');
  assert.deepEqual(await clinic.stop(), { code: 0, signal: null }, `a clean end\n${clinic.output}`);
  console.log(`smoke: one question asked twice, the second time "${cacheStatus(second)}"; clean end`);
} finally {
  clinic.kill();
  await rm(dataDir, { recursive: true, force: true });
}

function cacheStatus(answer) {
  return answer.headers.get('cache-status') ?? '';
}

/** The newcomer's case: nothing of this machine's configuration reaches the clinic. */
function embeddedDefaults() {
  const configured = /^(?:REDIS_URL|DATABASE_URL|COHERE_API_KEY|CACHE_.*)$/;
  const inherited = Object.entries(process.env).filter(([name]) => !configured.test(name));
  return { ...Object.fromEntries(inherited), PORT: String(port), CLINIC_DATA_DIR: dataDir };
}

async function readToken() {
  try {
    const tokens = JSON.parse(await readFile(join(dataDir, 'tokens.json'), 'utf8'));
    return tokens[0].token;
  } catch (error) {
    // Not written yet, or half written.
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function askIfListening(authorization) {
  try {
    return await postJson(url, QUESTION, authorization);
  } catch (error) {
    if (error.cause?.code === 'ECONNREFUSED') return undefined;
    throw error;
  }
}
