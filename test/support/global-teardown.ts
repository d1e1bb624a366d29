import './resolve-ts.cjs';
import { stopKeptServer } from './global-server.js';

export default async function globalTeardown(): Promise<void> {
  await stopKeptServer();
}
