import assert from 'node:assert/strict';
import { localRows, type LocalRow } from '../../../../src/editor/localServers/rows';
import { shownLoad } from '../../../../src/editor/localServers/sizes';
import { ollamaModels } from '../../../../src/engine/config/local/ollamaModels';
import { fittedModels } from '../../../../src/engine/config/local/modelFit';
import type { LocalServers, RunningOllama } from '../../../../src/engine/config';

const gib = 1_073_741_824;
const notInstalled = { type: 'not-installed', command: 'curl it', page: 'https://ollama.com/download' } as const;
const installed = { type: 'command', command: 'ollama serve', way: 'terminal' } as const;
const running: RunningOllama = {
  baseUrl: 'http://127.0.0.1:11434',
  host: '127.0.0.1:11434',
  isHere: true,
  installed: [],
  offered: fittedModels(ollamaModels, { totalBytes: 16 * gib, freeBytes: 10 * gib }),
};

function actionsOf(servers: LocalServers): (string | undefined)[] {
  return localRows(servers).flatMap(({ action }) => action?.type ?? []);
}

function rowOf(servers: LocalServers, label: string): LocalRow | undefined {
  return localRows(servers).find((row) => row.label.includes(label));
}

describe('the rows of Set Up Ollama', () => {
  it('tell how to install it where it is not', () => {
    const servers = { ollamas: [], start: notInstalled, others: [] };
    assert.deepEqual(actionsOf(servers), ['open-page', 'install', 'look-again']);
    const onMac = { ...servers, start: { ...notInstalled, command: undefined } };
    assert.deepEqual(actionsOf(onMac), ['open-page', 'look-again']);
  });

  it('show the command that would start it', () => {
    const servers = { ollamas: [], start: installed, others: [] };
    assert.deepEqual(actionsOf(servers), ['start', 'look-again']);
    assert.equal(rowOf(servers, 'Start Ollama')?.description, 'ollama serve');
  });

  it('offer models with a light in words, the recommended one first', () => {
    const servers = { ollamas: [running], start: installed, others: [] };
    const [first] = localRows(servers).filter(({ action }) => action?.type === 'load');
    assert.equal(first?.label, '$(pass-filled) qwen2.5-coder:7b');
    assert.equal(first.description, 'fits · 4.7 GB · recommended');
    assert.equal(first.detail, 'Window of 32,768 tokens. Completes while you type, and chats.');
    assert.equal(rowOf(servers, '14b')?.description, 'tight: slow, or only when other programs are closed · 9 GB');
    assert.equal(rowOf(servers, '32b')?.description, "will not fit into this machine's memory · 19.9 GB");
    assert.equal(actionsOf(servers).at(-1), 'load-other');
  });

  it('name what is installed, and whether it fills in the middle', () => {
    const there = [
      { name: 'a', fillsIn: true },
      { name: 'b', fillsIn: false },
      { name: 'c', fillsIn: undefined },
    ];
    const servers = { ollamas: [{ ...running, installed: there, offered: [] }], start: installed, others: [] };
    assert.match(rowOf(servers, '$(check) a')?.detail ?? '', /^Completes/);
    assert.match(rowOf(servers, '$(check) b')?.detail ?? '', /does not fill in/);
    assert.equal(rowOf(servers, '$(check) c')?.detail, undefined);
  });

  it('have no light for another host, and still offer to start one here', () => {
    const other = {
      ...running,
      isHere: false,
      host: '192.168.1.20:11434',
      offered: fittedModels(ollamaModels, undefined),
    };
    const servers = { ollamas: [other], start: installed, others: [] };
    assert.equal(rowOf(servers, ':7b')?.description, '4.7 GB');
    assert.equal(actionsOf(servers)[0], 'start');
  });

  it('offer servers of other kinds by their names', () => {
    const others = [
      { kind: 'llama.cpp', origin: 'http://127.0.0.1:8080', models: ['m.gguf'] },
      { kind: 'vllm', origin: 'http://127.0.0.1:8000', models: ['a', 'b'] },
    ] as const;
    const servers = { ollamas: [running], start: installed, others };
    assert.equal(rowOf(servers, 'llama.cpp')?.description, '127.0.0.1:8080');
    assert.match(rowOf(servers, 'vLLM')?.detail ?? '', /a or another of its 2 models/);
  });
});

describe('how far a load is', () => {
  it('is said with sizes, rate and time as far as they are known', () => {
    assert.equal(shownLoad(2e9, 4.7e9, undefined), '2 GB of 4.7 GB');
    assert.equal(shownLoad(2e9, 4.7e9, 45e6), '2 GB of 4.7 GB, 45 MB per second, 1 min left');
    assert.equal(shownLoad(4.6e9, 4.7e9, 10e6), '4.6 GB of 4.7 GB, 10 MB per second, 10 sec left');
    assert.equal(shownLoad(2e9, 4.7e9, 0), '2 GB of 4.7 GB, nothing comes just now');
  });
});
