import type { GoogleGenAI } from '@google/genai/web';
import { lazy } from '../../model/async/lazy';
import { ClientPool } from '../http/clientPool';

/** The form for browsers: the same protocol without Google's own sign-in, sockets and files, less than half as large. */
const sdk = lazy(() => import('@google/genai/web'));

interface Place {
  readonly baseUrl: string;
  /** Of the paths; empty where the base URL has one. */
  readonly apiVersion: string;
  /** The paths and fields are those of Vertex. */
  readonly vertexai: boolean;
}

/** Google's client, loaded at its first use. It retries nothing unless it is told to. */
export function geminiClients({ vertexai, ...place }: Place): ClientPool<GoogleGenAI> {
  return new ClientPool(async (fetch) => {
    const { GoogleGenAI: Client } = await sdk();
    return new Client({
      // What leaves is decided where the headers are.
      apiKey: 'none',
      vertexai,
      httpOptions: { ...place, fetch },
    });
  });
}
