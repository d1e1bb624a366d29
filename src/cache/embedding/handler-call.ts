import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { lastValueFrom } from 'rxjs';
import type { ComputationContext } from '../engine/computation.js';
import type { HttpRequest, HttpResponse } from '../http/http-types.js';
import { isStorable } from '../http/storable-response.js';
import type { CachedEmbeddingOptions } from './cached-embedding.options.js';
import { readMember, withMember } from './member-path.js';
import { toFloat32 } from './vectors.js';

/** The handler's reply has not one vector for each text it was given. */
export class NotVectorsError extends Error {
  constructor(
    readonly reply: unknown,
    /** How many texts it was given. */
    readonly texts: number,
  ) {
    super('The handler did not reply with one vector for each text.');
  }
}

/** The one call of a request's handler for the texts that nobody else brings. */
export class HandlerCall {
  private readonly request: HttpRequest & { body?: unknown };
  private readonly response: HttpResponse;
  private readonly usualStatus: number;
  private work: Promise<unknown> | undefined;

  constructor(
    context: ExecutionContext,
    private readonly next: CallHandler,
    private readonly options: CachedEmbeddingOptions,
  ) {
    this.request = context.switchToHttp().getRequest<HttpRequest>();
    this.response = context.switchToHttp().getResponse<HttpResponse>();
    this.usualStatus = this.response.statusCode;
  }

  get ran(): boolean {
    return this.work !== undefined;
  }

  /** @throws NotVectorsError; whatever pipes and handler throw. */
  async run(texts: readonly string[], computation: ComputationContext): Promise<Float32Array[]> {
    const work = this.call(texts, computation);
    this.work = work;
    return await work;
  }

  /** Waits for the call, if there is one, and tells how it failed, if it did. */
  async settled(): Promise<{ readonly error: unknown } | undefined> {
    try {
      await this.work;
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  private async call(texts: readonly string[], computation: ComputationContext): Promise<Float32Array[]> {
    const { body } = this.request;
    let reply: unknown;
    try {
      // A changed copy: whoever else holds the body, a log say, holds the request as it came.
      this.request.body = withMember(body, this.options.texts ?? 'texts', texts);
      reply = await lastValueFrom<unknown, undefined>(this.next.handle(), { defaultValue: undefined });
    } finally {
      this.request.body = body;
    }
    if (!isStorable(this.response, this.usualStatus)) computation.noStore();
    const found = readMember(reply, this.options.vectors ?? '');
    const vectors = Array.isArray(found) && found.length === texts.length ? found.map(toFloat32) : [];
    if (vectors.length === 0 || !vectors.every((vector) => vector !== undefined)) {
      throw new NotVectorsError(reply, texts.length);
    }
    return vectors;
  }
}
