import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ClinicExceptionFilter } from './http/exception.filter.js';
import { createValidationPipe } from './http/validation.pipe.js';
import { OutboxRelay } from './outbox/outbox.relay.js';
import { SeedService } from './seed/seed.service.js';

/** Four fields of 10,000 characters, each up to four bytes, and their escapes. */
const BODY_LIMIT = '512kb';

/** What the module alone cannot set: validation, errors, documentation. Tests use it as the server does. */
export function configureClinic(app: NestExpressApplication): NestExpressApplication {
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ClinicExceptionFilter());
  const document = new DocumentBuilder()
    .setTitle('Reference clinic of nestjs-ai-cache')
    .setDescription('Session notes of several practices, and an agent that answers questions about them.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document));
  return app;
}

/**
 * Initialises the application with its demonstration data. Events that wait from an earlier run are delivered before
 * the first request, so that none of them undoes an answer cached since.
 */
export async function initialiseClinic(app: NestExpressApplication): Promise<void> {
  await app.init();
  const relay = app.get(OutboxRelay, { strict: false });
  await relay.idle();
  if (await app.get(SeedService, { strict: false }).seedIfEmpty()) await relay.drain();
}
