import './chat.css';
import * as l10n from '@vscode/l10n';
import type { HostMessage } from '../../engine/chat/view';
import { ChatPage } from './chatPage';

const texts = document.getElementById('texts')?.textContent;
if (texts) l10n.config({ contents: texts });
const host = acquireVsCodeApi();
const page = new ChatPage((message) => host.postMessage(message));
document.getElementById('chat')?.replaceWith(page.element);
window.addEventListener('message', (event: MessageEvent<HostMessage>) => page.receive(event.data));
window.addEventListener('pagehide', () => page.leave());
document.addEventListener('visibilitychange', () => page.leave());
host.postMessage({ type: 'ready' });
