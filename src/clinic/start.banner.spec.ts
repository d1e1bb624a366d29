import { renderBanner } from './start.banner.js';

const base = {
  baseUrl: 'http://localhost:3000',
  database: 'embedded PostgreSQL',
  model: 'extractive-1',
  sharedCache: false,
};

describe('renderBanner', () => {
  it('tells where the clinic is, its tokens and four commands', () => {
    const text = renderBanner({
      ...base,
      tokens: [{ workspace: 'Practice', role: 'practitioner', token: 'tok' }],
      example: { token: 'tok', clientId: 'client-1', sessionId: 'session-1' },
    });
    expect(text).toContain('http://localhost:3000/docs');
    expect(text).toContain('Set REDIS_URL before you run more than one.');
    expect(text).toContain('Practice, practitioner:\n  tok');
    expect(text.match(/^ {2}curl .*/gm)).toHaveLength(4);
    expect(text).toContain('-G -d clientId=client-1 ');
    expect(text).toContain('-X PATCH http://localhost:3000/sessions/session-1 ');
  });

  it('shows no example for a database without the demonstration', () => {
    expect(renderBanner({ ...base, tokens: [] })).not.toContain('curl');
  });
});
