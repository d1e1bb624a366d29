import { CacheConfigurationError } from '../../core/errors.js';
import { loadOptionalPeer } from './optional-peer.js';
import { TransformersEmbeddingProvider } from './transformers.provider.js';

describe('TransformersEmbeddingProvider', () => {
  it('names the package to install when it is missing, at every call', async () => {
    const provider = new TransformersEmbeddingProvider();
    const context = { inputType: 'search_query', signal: new AbortController().signal } as const;
    for (let call = 0; call < 2; call++) {
      const failed = provider.embed(['text'], context);
      await expect(failed).rejects.toBeInstanceOf(CacheConfigurationError);
      await expect(failed).rejects.toThrow('npm install @huggingface/transformers');
    }
  });

  it('expects the length of the default model only for the default model', () => {
    expect(new TransformersEmbeddingProvider().dimensions).toBe(384);
    expect(new TransformersEmbeddingProvider({ model: 'Xenova/bge-large-en' }).dimensions).toBeUndefined();
    expect(new TransformersEmbeddingProvider({ model: 'x', dimensions: 1024 }).dimensions).toBe(1024);
  });
});

describe('loadOptionalPeer', () => {
  const failing = (code: string, message: string) => () =>
    Promise.reject(Object.assign(new Error(message), { code }));

  it.each(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])('explains %s', async (code) => {
    await expect(
      loadOptionalPeer(
        'left-pad',
        'the pad',
        failing(code, `Cannot find package 'left-pad' imported from x`),
      ),
    ).rejects.toThrow('the pad needs the package "left-pad". Install it: npm install left-pad');
  });

  it("leaves an installed package's own errors as they are", async () => {
    const inner = failing('MODULE_NOT_FOUND', `Cannot find module 'its-own-dependency'`);
    await expect(loadOptionalPeer('left-pad', 'the pad', inner)).rejects.toThrow('its-own-dependency');
    const broken = failing('EACCES', 'denied');
    await expect(loadOptionalPeer('left-pad', 'the pad', broken)).rejects.toThrow('denied');
  });
});
