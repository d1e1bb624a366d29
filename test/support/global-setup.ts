import './resolve-ts.cjs';
import { findChroma } from './chroma/find-chroma.js';
import { findProgram } from './redis/find-program.js';
import { startRedis } from './redis/index.js';
import { keepServer } from './global-server.js';

/**
 * Once for a whole test run: every flavour of server and Chroma are fetched now, so that no download falls into a test's time
 * limit, and one server is started that all tests share, each under a namespace of its own. Its address is in
 * TEST_REDIS_URL. Tests that stop, flush or fail over a server start one for themselves.
 *
 * A REDIS_URL from outside takes the shared server's place: the tests write under their own namespaces there and
 * never flush it.
 */
export default async function globalSetup(): Promise<void> {
  // One after the other: two downloads at once would only share the same line.
  for (const flavour of ['default', 'redis7', 'redis8', 'valkey'] as const) await findProgram(flavour);
  await findChroma();
  const given = process.env['REDIS_URL'];
  if (given !== undefined && given !== '') {
    process.env['TEST_REDIS_URL'] = given;
    return;
  }
  const server = await startRedis();
  keepServer(server);
  process.env['TEST_REDIS_URL'] = server.url;
}
