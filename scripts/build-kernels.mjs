// Compiles the memory index's inner loops, kernels.wat, into kernels.wasm.ts, so that neither users nor tests need a
// compiler or a file. With --check it only says whether the two still belong together.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import initialise from 'wabt';

const [folder = '../src/cache/semantic/index/memory/'] = process.argv
  .slice(2)
  .filter((word) => word !== '--check');
const base = new URL(folder.endsWith('/') ? folder : `${folder}/`, import.meta.url);
const source = fileURLToPath(new URL('kernels.wat', base));
const target = fileURLToPath(new URL('kernels.wasm.ts', base));

const wabt = await initialise();
const compiled = wabt.parseWat('kernels.wat', readFileSync(source, 'utf8'), { simd: true });
const { buffer } = compiled.toBinary({});
compiled.destroy();

const text = `/** kernels.wat, compiled by \`npm run build:kernels\`; a test checks that it still is. */
export const KERNELS_WASM =
  '${Buffer.from(buffer).toString('base64')}';
`;
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('kernels.wasm.ts is not what kernels.wat compiles to: npm run build:kernels');
  process.exitCode = 1;
}
