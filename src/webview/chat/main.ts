import './chat.css';
import type { HostMessage } from '../../engine/chat/view';
import { ChatPage } from './chatPage';

const host = acquireVsCodeApi();
const page = new ChatPage((message) => host.postMessage(message));
document.getElementById('chat')?.replaceWith(page.element);
window.addEventListener('message', (event: MessageEvent<HostMessage>) => page.receive(event.data));
window.addEventListener('pagehide', () => page.leave());
document.addEventListener('visibilitychange', () => page.leave());
host.postMessage({ type: 'ready' });
