import { ClinicConfigError, loadClinicConfig } from './clinic.config.js';

describe('loadClinicConfig', () => {
  it('needs nothing', () => {
    expect(loadClinicConfig({ PORT: '', DATABASE_URL: '' })).toEqual({
      host: 'localhost',
      port: 3000,
      dataDir: './data/clinic',
      database: { kind: 'pglite', folder: './data/clinic/pglite' },
      cache: {},
      strict: true,
      workspaceSecrets: false,
    });
  });

  it('is strict unless told otherwise, and has a key store where there are keys', () => {
    expect(loadClinicConfig({ CLINIC_STRICT: '', CACHE_ENCRYPTION_KEYS: 'a:b' })).toMatchObject({
      strict: true,
      workspaceSecrets: true,
    });
    expect(loadClinicConfig({ CLINIC_STRICT: 'false', CACHE_ENCRYPTION_KEYS: '' })).toMatchObject({
      strict: false,
      workspaceSecrets: false,
    });
  });

  it('takes a database server and Cohere', () => {
    const config = loadClinicConfig({ DATABASE_URL: 'postgres://db/clinic', COHERE_API_KEY: 'k', PORT: '0' });
    expect(config).toMatchObject({
      port: 0,
      database: { kind: 'postgres', url: 'postgres://db/clinic' },
      cohere: { apiKey: 'k', model: 'command-a-03-2025', timeoutMs: 20_000 },
    });
  });

  it('lets Cohere compute embeddings too, unless somebody else is named', () => {
    const key = { COHERE_API_KEY: 'k', COHERE_BASE_URL: 'http://127.0.0.1:1' };
    expect(loadClinicConfig(key).cache).toEqual({
      embedding: { provider: 'cohere', apiKey: 'k', baseUrl: 'http://127.0.0.1:1', timeoutMs: 20_000 },
    });
    expect(loadClinicConfig({ ...key, CACHE_EMBEDDING_PROVIDER: 'voyage' }).cache).toEqual({});
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://user:hunter2@db/x'],
    ['DATABASE_URL', 'hunter2'],
    ['COHERE_BASE_URL', 'ftp://hunter2'],
    ['COHERE_TIMEOUT_MS', '5'],
    ['CLINIC_TOKEN_SECRET', 'hunter2'],
    ['CLINIC_STRICT', 'hunter2'],
  ])('names %s in one line when it cannot be used, without its value', (name, value) => {
    let error: unknown;
    try {
      loadClinicConfig({ [name]: value });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ClinicConfigError);
    const { message } = error as ClinicConfigError;
    expect(message).toMatch(new RegExp(`^${name} must .+$`));
    expect(message).not.toContain('hunter2');
  });
});
