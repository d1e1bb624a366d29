import { SignJWT } from 'jose';
import type { Clock } from '../../index.js';
import type { Principal } from './principal.js';
import { InvalidTokenError, TOKEN_TTL_SECONDS, TokenService } from './token.service.js';

const key = new TextEncoder().encode('k'.repeat(32));
const principal: Principal = {
  userId: 'u1',
  workspaceId: 'a1000000-0000-4000-8000-000000000001',
  role: 'assistant',
};

describe('TokenService', () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const clock: Clock = { now: () => now, setTimer: () => ({ cancel: () => undefined }) };
  const tokens = new TokenService(key, clock);
  const claims = (overrides: object) =>
    new SignJWT({ workspaceId: principal.workspaceId, role: 'practitioner', ...overrides })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('nestjs-ai-cache-clinic')
      .setSubject('u1');

  it('gives back whom a token was signed for, until it expires', async () => {
    const token = await tokens.sign(principal);
    expect(await tokens.verify(token)).toEqual(principal);
    now += (TOKEN_TTL_SECONDS - 1) * 1000;
    expect(await tokens.verify(token)).toEqual(principal);
    now += 1000;
    await expect(tokens.verify(token)).rejects.toThrow(InvalidTokenError);
  });

  it.each<[string, () => Promise<string>]>([
    [
      'of another key',
      () => new TokenService(new TextEncoder().encode('x'.repeat(32)), clock).sign(principal),
    ],
    ['without expiry', () => claims({}).sign(key)],
    ['of an unknown role', () => claims({ role: 'owner' }).setExpirationTime('30d').sign(key)],
    ['without a workspace', () => claims({ workspaceId: undefined }).setExpirationTime('30d').sign(key)],
    ['of another issuer', () => claims({}).setIssuer('x').setExpirationTime('30d').sign(key)],
    ['that is none', () => Promise.resolve('a.b.c')],
    [
      'without a signature',
      () =>
        Promise.resolve(
          `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...principal, sub: 'u1', exp: 9e9 })).toString('base64url')}.`,
        ),
    ],
  ])('refuses a token %s', async (_name, make) => {
    await expect(tokens.verify(await make())).rejects.toThrow(InvalidTokenError);
  });
});
