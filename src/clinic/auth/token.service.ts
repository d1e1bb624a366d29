import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../index.js';
import { CLOCK } from '../time/time.module.js';
import { type Principal, ROLES } from './principal.js';

/** Injection token of the key that signs tokens. */
export const TOKEN_KEY = Symbol('TOKEN_KEY');

const ISSUER = 'nestjs-ai-cache-clinic';
/** A token's life: one working day. */
export const TOKEN_TTL_SECONDS = 12 * 60 * 60;

const claims = z.object({ sub: z.string().min(1), workspaceId: z.uuid(), role: z.enum(ROLES) });

/** The token is not ours, was changed, has expired or lacks a claim. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
}

/** Signs and verifies the clinic's bearer tokens (JWT, HS256). */
@Injectable()
export class TokenService {
  constructor(
    @Inject(TOKEN_KEY) private readonly key: Uint8Array,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A signed token for the principal, valid for {@link TOKEN_TTL_SECONDS}. */
  async sign({ userId, workspaceId, role }: Principal): Promise<string> {
    const issuedAt = Math.floor(this.clock.now() / 1000);
    return new SignJWT({ workspaceId, role })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + TOKEN_TTL_SECONDS)
      .sign(this.key);
  }

  /** @throws {InvalidTokenError} whatever is wrong with the token. */
  async verify(token: string): Promise<Principal> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        requiredClaims: ['exp'],
        currentDate: new Date(this.clock.now()),
      });
      const { sub, workspaceId, role } = claims.parse(payload);
      return { userId: sub, workspaceId, role };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
        throw new InvalidTokenError('The token is not valid', { cause: error });
      }
      throw error;
    }
  }
}
