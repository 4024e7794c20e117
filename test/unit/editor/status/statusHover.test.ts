import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lexer, type Token, type Tokens } from 'marked';
import { hoverCommands, stateInWords, statusHover } from '../../../../src/editor/status/statusHover';
import { down, now, provider, statusOf } from '../fixtures';

const claude = provider('Claude');
const gpt = provider('GPT');

/** Every token of the markdown as VS Code's own renderer reads it. */
function tokensOf(markdown: string): Token[] {
  const all: Token[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && 'raw' in value) all.push(value as Token);
      Object.values(value).forEach(visit);
    }
  };
  visit(lexer(markdown));
  return all;
}

function cellsOf(markdown: string): string[][] {
  const plain = (tokens: readonly Token[]): string =>
    tokens
      .map((token) => ('tokens' in token && token.tokens ? plain(token.tokens) : (token as { text: string }).text))
      .join('');
  const table = tokensOf(markdown).find((token) => token.type === 'table');
  assert.ok(table?.type === 'table');
  return (table.rows as { tokens: Token[] }[][]).map((row) => row.map(({ tokens }) => plain(tokens)));
}

describe('statusHover', () => {
  it('lists every provider with its model, its state, the reason and until when', () => {
    const status = statusOf([
      down('Claude', 'overloaded', { status: 529, until: now + 40_000 }),
      provider('GPT', { model: 'gpt-5' }),
      provider('Team', { state: 'off', offReason: 'You said never.' }),
      provider('Local', { state: 'degraded', health: { cause: 'slow' } }),
    ]);
    assert.deepEqual(cellsOf(statusHover(status, now)), [
      ['$(error)', 'Claude', 'Claude-model', 'Down: overloaded (529). Asked again in 40 s'],
      ['$(check)', 'GPT', 'gpt-5', 'Healthy'],
      ['$(circle-slash)', 'Team', 'Team-model', 'Off. You said never.'],
      ['$(warning)', 'Local', 'Local-model', 'Slower than usual'],
    ]);
  });

  it('says what was used of each budget, what of it is estimated, and leads to the setting', () => {
    const use = (key: string, used: number, limit: number, estimated = 0) => ({
      key,
      used,
      limit,
      estimated,
      usedHere: 0,
      until: 0,
    });
    const budgets = [use('claude', 4.016, 5, 0.4), use('all', 12, 20, 0.001), use('opnai', 0, 3)];
    const line = statusHover(statusOf([claude, gpt], { budgets }), now)
      .split('\n')
      .find((each) => each.includes('Used'));
    assert.match(
      line ?? '',
      /Claude: \$4\.02 of \$5\.00 \(\$0\.40 of it estimated\), All providers: \$12\.00 of \$20\.00, opnai: \$0\.00 of \$3\.00 \(not among your providers now\)\. \[Change\]\(command:[\w.]*openBudgets\)/,
    );
    assert.doesNotMatch(statusHover(statusOf([claude]), now), /Used this month/);
  });

  it('says what the host of each model has left, where it has said so', () => {
    const { chat } = claude.link;
    const limits = [
      { unit: 'requests' as const, remaining: 12, limit: 50, until: now + 9_000 },
      { unit: 'requests' as const, remaining: 900, limit: 1_000, until: now + 900_000 },
      { unit: 'output-tokens' as const, remaining: 9_000, limit: 10_000, until: now + 5_000 },
      { unit: 'input-tokens' as const, remaining: 31_000, limit: 40_000, until: now + 40_000 },
    ];
    const small = { ...chat, model: 'a_b' };
    const known = [
      { route: chat, limits },
      { route: small, limits: [{ unit: 'tokens' as const, remaining: 0, limit: 8 }] },
    ];
    const lines = statusHover(statusOf([{ ...claude, limits: known }, gpt]), now).split('\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('$(dashboard)')),
      [
        '$(dashboard) Claude (Claude\\-model): requests left 12 of 50, tokens left 31K of 40K, full again in 40 s.',
        '$(dashboard) Claude (a\\_b): tokens left 0 of 8.',
      ],
    );
  });

  it('says who goes through the same place, and so fails together', () => {
    const at = (name: string, endpoint: string): ReturnType<typeof provider> => {
      const made = provider(name);
      return { ...made, link: { ...made.link, chat: { ...made.link.chat, endpoint } } };
    };
    const [east, west] = [
      'https://bedrock-runtime.us-east-1.amazonaws.com',
      'https://bedrock-runtime.us-west-2.amazonaws.com',
    ];
    const hover = statusHover(statusOf([at('Claude', east), at('Nova', east), at('Llama', west)]), now);
    assert.match(hover, /Claude and Nova go through AWS us\\?-east\\?-1 and fail together\./);
    assert.doesNotMatch(hover, /Llama go/);
  });

  const states: readonly [words: string, status: Parameters<typeof stateInWords>[0]][] = [
    ['Recovering', provider('A', { state: 'degraded' })],
    ['Down: key refused (401)', down('A', 'auth', { status: 401 })],
    ['Down: server error. The next request tries it again', down('A', 'server', { halfOpen: true, until: now })],
    ['Down: not available', provider('A', { state: 'down' })],
    ['Off.', provider('A', { state: 'off' })],
  ];
  for (const [words, status] of states) it(`says "${words}"`, () => assert.equal(stateInWords(status, now), words));

  it('shows the next provider in bold, a pin at the pinned one, and what that means', () => {
    const auto = statusHover(statusOf([claude, gpt]), now);
    assert.match(auto, /\*\*Claude\*\* \|/);
    assert.match(auto, /When one fails, the next in the list takes over\./);
    const pinned = statusHover(statusOf([claude, gpt], { pinned: 'gpt', next: gpt }), now);
    assert.match(pinned, /\*\*GPT\*\* \$\(pin\) \|/);
    assert.match(pinned, /Pick Auto/);
    assert.match(statusHover(statusOf([claude]), now), /no second provider/);
    assert.match(statusHover(statusOf([down('Claude', 'auth')]), now), /None of them can answer now/);
  });

  it('says that the machine is offline', () => {
    assert.match(statusHover(statusOf([claude], { offline: true }), now), /seems to be offline/);
  });

  it('says of each provider in the cloud that it is out of reach then, whatever its health', () => {
    const status = statusOf([claude, provider('Ollama', { trust: 'local' })], { offline: true });
    assert.deepEqual(
      cellsOf(statusHover(status, now)).map(([sign, , , state]) => [sign, state]),
      [
        ['$(debug-disconnect)', 'Out of reach: this machine seems to be offline'],
        ['$(check)', 'Healthy'],
      ],
    );
  });

  it('says how far code may go where that is limited, with a link to the setting', () => {
    const outside = provider('Claude', { state: 'off', offReason: 'Outside your boundary.' });
    const local = statusHover(statusOf([outside, provider('Ollama', { trust: 'local' })], { boundary: 'local' }), now);
    assert.match(local, /\$\(lock\) Boundary: code stays on this machine\. \[Change\]\(command:[\w.]*openBoundary\)/);
    assert.match(local, /no second provider/);
    assert.match(statusHover(statusOf([outside], { boundary: 'private' }), now), /Every provider is outside/);
    assert.doesNotMatch(statusHover(statusOf([claude]), now), /Boundary/);
  });

  it('offers to forget failures while there are any', () => {
    assert.match(statusHover(statusOf([down('Claude', 'server'), gpt]), now), /\(command:everpair\.resetHealth\)/);
    assert.doesNotMatch(statusHover(statusOf([claude, gpt]), now), /resetHealth/);
  });

  it('says what to do when nothing is set up', () => {
    const hover = statusHover(statusOf([]), now);
    assert.match(hover, /No provider is set up yet/);
    assert.match(hover, /\(command:everpair\.setUp\)/);
    assert.match(hover, /\(command:everpair\.setApiKey\)/);
  });

  it('links to commands that it may run, and to nothing else', () => {
    const full = statusOf([claude, down('GPT', 'server')], { boundary: 'private', offline: true });
    for (const status of [statusOf([]), statusOf([claude]), full]) {
      const links = tokensOf(statusHover(status, now)).flatMap((token) =>
        token.type === 'link' ? [(token as Tokens.Link).href] : [],
      );
      assert.ok(links.length >= 2);
      const allowed = hoverCommands.map((id) => `command:${id}`);
      for (const link of links) assert.ok(allowed.includes(link), link);
    }
  });

  describe('of a provider with a hostile name', () => {
    const own = tokensOf(statusHover(statusOf([claude]), now)).map(({ type }) => type);

    function assertPlain(name: string): void {
      const hover = statusHover(statusOf([provider('Claude', { model: name })]), now);
      const types = tokensOf(hover).map(({ type }) => type);
      const marks = (all: readonly string[]): string[] => all.filter((type) => type !== 'text' && type !== 'escape');
      assert.deepEqual(marks(types), marks(own), hover);
      assert.equal(cellsOf(hover).length, 1);
      // The only icons are Everpair's own: VS Code leaves one alone that has a backslash after the markdown was read.
      const icons = cellsOf(hover)[0]![2]!.match(/(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g);
      assert.equal(icons, null, hover);
    }

    const names = [
      '[Click](command:workbench.action.terminal.new)',
      'https://evil.example/steal',
      'me@evil.example',
      '<img src=x onerror=alert(1)>',
      '**bold** _it_ ~~gone~~ `code`',
      'a | b | c |\n| d',
      '$(error) $(sync~spin) \\$(error)',
      '![x](https://evil.example/x.png)',
      '&lt;b&gt;',
      '# Heading',
    ];
    for (const name of names) it(`shows ${JSON.stringify(name)} as text`, () => assertPlain(name));

    it('shows the name as text', () => {
      const piece = fc.oneof(
        fc.constantFrom(
          '[',
          '](',
          ')',
          'http://',
          'www.',
          '$(',
          '|',
          '\\',
          '`',
          '*',
          '_',
          '<',
          '>',
          '\n',
          '@',
          '&',
          'a',
        ),
        fc.string({ maxLength: 4 }),
      );
      const name = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
      fc.assert(
        fc.property(name, (text) => assertPlain(`x${text}x`)),
        { numRuns: 60 },
      );
    });
  });
});
