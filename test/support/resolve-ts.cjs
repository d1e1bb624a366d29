// Jest loads the global set-up and teardown with its transform but without moduleNameMapper, so that the `.js`
// suffixes of our TypeScript imports lead nowhere. Imported first there, this leads them to the `.ts` files.
const Module = require('node:module');

const resolve = Module._resolveFilename;

Module._resolveFilename = function resolveFilename(request, ...rest) {
  try {
    return resolve.call(this, request, ...rest);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !/^\.{1,2}\/.*\.js$/.test(request)) throw error;
    return resolve.call(this, request.replace(/\.js$/, '.ts'), ...rest);
  }
};
