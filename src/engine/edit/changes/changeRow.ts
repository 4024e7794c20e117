import type { Row } from '../../storage/database';
import { type Change, type FileText, fileStates, type RecordedFile } from './change';

export function changeOf(row: Row, files: readonly RecordedFile[]): Change {
  const [conversationId, turnId, takesBack] = [row['conversation_id'], row['turn_id'], row['takes_back']];
  return {
    id: String(row['id']),
    at: Number(row['at']),
    label: String(row['label']),
    ...(typeof conversationId === 'string' ? { conversationId } : {}),
    ...(typeof turnId === 'string' ? { turnId } : {}),
    ...(typeof takesBack === 'string' ? { takesBack } : {}),
    isFinished: row['is_finished'] === 1,
    files,
  };
}

export function fileOf(row: Row): RecordedFile {
  return {
    uri: String(row['uri']),
    state: fileStates.find((state) => state === row['state']) ?? 'planned',
    before: textOf(row['before']),
    after: textOf(row['after']),
  };
}

function textOf(value: Row[string] | undefined): FileText {
  return typeof value === 'string' ? value : undefined;
}
