/** The cache for models of the AI SDK: `import { aiSdkCacheMiddleware } from 'nestjs-ai-cache/ai-sdk'`. */
export { aiSdkCacheMiddleware, type AiSdkCacheOptions } from './cache/llm/ai-sdk/ai-sdk-cache.middleware.js';
