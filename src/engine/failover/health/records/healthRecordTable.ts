import { parsedJson } from '../../../model/text/jsonValue';
import type { RecordTable } from '../../../storage/records/recordStore';
import { longestCooldownMs } from '../circuit/cooldown';
import { clockToleranceMs } from '../circuit/clockChange';
import type { HealthEntryRecord } from './healthRecords';
import { entryText, parseRecords, recordsVersion } from './savedRecords';

/** A record stays for as long as the one it replaces could still be believed. */
const keptForMs = longestCooldownMs;
const maxRecords = 200;

/** Of each key the record that was changed last counts. */
export const healthRecordTable: RecordTable<HealthEntryRecord> = {
  name: 'provider health',
  delayMs: 1_000,
  earlier: { file: 'health.json', version: recordsVersion, recordsOf: parseRecords },
  keyOf: ({ key }) => key,
  write: (database, records, { revision, now }) => {
    for (const { key, changedAt, providers, entry } of records) {
      // A row from the future is replaced too: the clock was set back since, and nothing new would ever win over it.
      database.run(
        `INSERT INTO provider_health (key, changed_at, providers, entry, revision) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET changed_at = excluded.changed_at, entry = excluded.entry, revision = excluded.revision,
           providers = (SELECT json_group_array(value) FROM
             (SELECT value FROM json_each(provider_health.providers) UNION SELECT value FROM json_each(excluded.providers)))
         WHERE excluded.changed_at > changed_at OR (excluded.changed_at = changed_at AND excluded.entry > entry)
           OR changed_at > ?`,
        ...[key, Math.round(changedAt), JSON.stringify(providers), entryText(entry), revision, now + clockToleranceMs],
      );
    }
  },
  read: (database, after, onLost) => {
    const rows = database.all('SELECT * FROM provider_health WHERE revision > ? ORDER BY changed_at', after);
    const saved = rows.map((row) => ({
      key: row['key'],
      changedAt: row['changed_at'],
      providers: parsedJson(String(row['providers'])),
      cell: parsedJson(String(row['entry'])),
    }));
    return parseRecords(saved, onLost) ?? [];
  },
  prune: (database, now) => {
    database.run(
      `DELETE FROM provider_health WHERE changed_at < ? OR changed_at > ? OR key NOT IN
         (SELECT key FROM provider_health ORDER BY changed_at DESC LIMIT ?)`,
      ...[now - keptForMs, now + clockToleranceMs, maxRecords],
    );
  },
};
