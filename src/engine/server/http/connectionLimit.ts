import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import * as l10n from '@vscode/l10n';

/** Keeps the lines to an endpoint within a number, and tells in words why one is closed. */
export class ConnectionLimit {
  private readonly open = new Set<Socket>();

  constructor(private readonly most: number) {}

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      if (this.open.size >= this.most) {
        refuse(socket, '503 Service Unavailable', l10n.t('This endpoint has too many open connections.'));
        return;
      }
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      const [status, message] = reasonFor(error.code);
      refuse(socket, status, message);
    });
  }
}

function reasonFor(code: string | undefined): readonly [status: string, message: string] {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['408 Request Timeout', l10n.t('The request came too slowly.')];
    case 'HPE_HEADER_OVERFLOW':
      return ['431 Request Header Fields Too Large', l10n.t('The headers of the request are too large.')];
    default:
      return ['400 Bad Request', l10n.t('This is no request of HTTP.')];
  }
}

function refuse(socket: Duplex, status: string, message: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ error: { message, type: 'invalid_request_error', code: null, param: null } });
  const head = [`HTTP/1.1 ${status}`, 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`];
  socket.end(`${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`, () => socket.destroy());
}
