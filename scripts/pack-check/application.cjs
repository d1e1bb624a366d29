// The scratch application of pack-check, in plain JavaScript: decorators are called as the functions they are.
const assert = require('node:assert/strict');

/** Starts it on the given Nest and cache, asks, invalidates, asks again, and closes it. */
exports.checkApplication = async function checkApplication({ common, core, eventEmitter, cache }) {
  let computed = 0;

  class AskController {
    ask(body) {
      computed += 1;
      return { answer: `${body.question} ${computed}` };
    }
  }
  const ask = Object.getOwnPropertyDescriptor(AskController.prototype, 'ask');
  common.Controller('ask')(AskController);
  common.Body()(AskController.prototype, 'ask', 0);
  common.Post()(AskController.prototype, 'ask', ask);
  cache.CachedQuery({})(AskController.prototype, 'ask', ask);

  class AppModule {} // eslint-disable-line @typescript-eslint/no-extraneous-class -- decorated below
  common.Module({
    imports: [
      eventEmitter.EventEmitterModule.forRoot(),
      cache.CacheModule.forRoot({
        scope: (context) => ({ workspaceId: context.switchToHttp().getRequest().user.workspaceId }),
      }),
    ],
    controllers: [AskController],
  })(AppModule);

  const application = await core.NestFactory.create(AppModule, { logger: ['error', 'warn'] });
  application.use((request, _response, next) => {
    request.user = { workspaceId: request.headers['x-workspace'] };
    next();
  });
  await application.listen(0, '127.0.0.1');
  try {
    const url = `${await application.getUrl()}/ask`;
    const first = await post(url, 'w1');
    const second = await post(url, 'w1');
    assert.equal(first.status, 201, first.text);
    assert.equal(second.text, first.text);
    assert.doesNotMatch(first.cacheStatus, /;\s*hit\b/);
    assert.match(second.cacheStatus, /;\s*hit\b/);
    assert.equal(computed, 1);

    const other = await post(url, 'w2');
    assert.notEqual(other.text, first.text, "another workspace's answer");

    const result = await application.get(cache.AICacheService).invalidateWorkspaceQueries('w1');
    assert.equal(result.acknowledged, true);
    const third = await post(url, 'w1');
    assert.notEqual(third.text, first.text, 'an answer that was invalidated');
    console.log(`ok (${second.cacheStatus})`);
  } finally {
    await application.close();
  }
};

async function post(url, workspace) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-workspace': workspace, connection: 'close' },
    body: JSON.stringify({ question: 'How is the sleep?' }),
  });
  const cacheStatus = response.headers.get('cache-status') ?? '';
  return { status: response.status, cacheStatus, text: await response.text() };
}
