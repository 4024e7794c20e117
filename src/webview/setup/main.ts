import './setup.css';
import * as l10n from '@vscode/l10n';
import type { SetupHostMessage } from '../../engine/setup/view';
import { SetupPage } from './setupPage';

const texts = document.getElementById('texts')?.textContent;
if (texts) l10n.config({ contents: texts });
const host = acquireVsCodeApi();
const page = new SetupPage((message) => host.postMessage(message));
document.getElementById('setup')?.replaceWith(page.element);
window.addEventListener('message', (event: MessageEvent<SetupHostMessage>) => page.receive(event.data));
host.postMessage({ type: 'ready' });
