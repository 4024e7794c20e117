import assert from 'node:assert/strict';
import type { EndpointView } from '../../../../src/editor/endpoint/ownership/endpointState';
import { statusHover } from '../../../../src/editor/status/statusHover';
import { now, provider, statusOf } from '../fixtures';

const port = 21_470;

function hoverOf(view: EndpointView): string {
  return statusHover(statusOf([provider('GPT')]), now, view);
}

describe('the hover of the status bar', () => {
  it('says nothing of an endpoint that is off', () => {
    assert.doesNotMatch(hoverOf({ state: { kind: 'off' }, clients: [] }), /endpoint/i);
  });

  it('has its address and the five tools that asked last, with how often', () => {
    const clients = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) => [`${name}/1_0`, index + 1] as const);
    const hover = hoverOf({ state: { kind: 'serving', port }, clients });
    assert.match(hover, /`http:\/\/127\.0\.0\.1:21470`, by this window\. Asked by a\/1\\_0 \(1\), .*e\/1\\_0 \(5\)\. /);
    assert.doesNotMatch(hover, /f\/1/);
    assert.match(hover, /\[Connect a Tool…\]\(command:everpair\.connectTool\)/);
  });

  it('says that another window serves it', () => {
    assert.match(
      hoverOf({ state: { kind: 'elsewhere', port }, clients: [] }),
      /127\.0\.0\.1:21470`, by another window/,
    );
  });

  it('says why nobody serves it, as text, and offers to try again', () => {
    const hover = hoverOf({ state: { kind: 'blocked', port, problem: 'Taken by [x](command:y).' }, clients: [] });
    assert.match(hover, /Taken by \\\[x\\\]\\\(command\\:y\\\)/);
    assert.match(hover, /\[Try Again\]\(command:everpair\.startEndpoint\)/);
  });
});
