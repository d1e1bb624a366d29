/** The cache for models of LangChain.js: `import { LangChainCache } from 'nestjs-ai-cache/langchain'`. */
export { LangChainCache, type LangChainCacheOptions } from './cache/llm/langchain/langchain.cache.js';
