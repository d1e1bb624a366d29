import { vectorIndexConformance } from '../../src/testing.js';
import { startChroma, type ChromaServer } from '../support/chroma/index.js';
import { chromaIndexUnderTest } from './chroma-indexes.js';

describe('Chroma keeps the contract', () => {
  let server: ChromaServer;
  beforeAll(async () => {
    server = await startChroma();
  }, 60_000);
  afterAll(() => server.stop());

  // Kept as float32: what is lost is rounding.
  it.each(vectorIndexConformance(() => chromaIndexUnderTest(server.url), { tolerance: 1e-5 }))(
    '$name',
    ({ run }) => run(),
    60_000,
  );
});
