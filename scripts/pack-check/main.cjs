// Nest 11 is CommonJS; the cache is ES modules, which every supported Node can require.
require('reflect-metadata');
const { checkApplication } = require('./application.cjs');

checkApplication({
  common: require('@nestjs/common'),
  core: require('@nestjs/core'),
  eventEmitter: require('@nestjs/event-emitter'),
  cache: require('nestjs-ai-cache'),
});
