import type { INestApplication, ModuleMetadata } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';

/** Every HTTP test runs on both. */
export const ADAPTERS = ['express', 'fastify'] as const;
export type AdapterName = (typeof ADAPTERS)[number];

/** Boots an application on a free port; the caller closes it. */
export async function boot(
  adapter: AdapterName,
  metadata: ModuleMetadata,
  prepare: (app: INestApplication) => void = () => undefined,
): Promise<{ app: INestApplication; url: string }> {
  const module = await Test.createTestingModule(metadata).compile();
  const app = module.createNestApplication(
    adapter === 'express' ? new ExpressAdapter() : (new FastifyAdapter() as never),
  );
  app.useLogger(false);
  prepare(app);
  await app.init();
  if (adapter === 'fastify') await (app as NestFastifyApplication).getHttpAdapter().getInstance().ready();
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl() };
}
