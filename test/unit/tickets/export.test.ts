import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Incident } from '../../../src/coc/incident.ts';
import { ticketsAsCsv, ticketsAsMarkdown } from '../../../src/features/tickets/exportText.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { HOSTILE_TEXTS } from './hostileTexts.ts';
import { NOW, OTHER_ORIGIN, ticket, ticketWords, unfetched } from './samples.ts';

const words = { fields: ticketWords.fields, title: 'Title', lastFetched: 'Last fetched' };
const fetchedAt = (record: TicketRecord) => record.fetchedAt;
const csv = (...records: TicketRecord[]) => ticketsAsCsv(records, { language: 'en', words, fetchedAt });
const markdown = (...records: TicketRecord[]) => ticketsAsMarkdown(records, { language: 'en', words, fetchedAt });

const full: Partial<Incident> = {
  incidentType: 'inc_type_p_security_issues',
  currentCloudService: 'app-1',
  incidentAssignee: 'u1',
  creator: 'u2',
  createTime: NOW,
  warroomId: 'WR1',
  names: [
    { field: 'assignee', key: 'u1', en: 'Zhang Wei', zh: '张伟' },
    { field: 'current_cloud_service_id', key: 'app-1', en: 'Payments', zh: '支付' },
  ],
};

/** As RFC 4180 has it, and nothing more: throws at what it does not know. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text;
  let row: string[] = [];
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    assert.ok(match !== null, JSON.stringify(rest.slice(0, 80)));
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(match[0].length);
  }
  return rows;
}

/** A row of a table in GitHub's Markdown: what stands between the bars, as code, as references, or as it is. */
function parseRow(line: string): string[] {
  assert.match(line, /^\| .*\|$/);
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) =>
      cell
        .trim()
        .split('&#124;')
        .map((piece) => {
          const code = /^(`+)(.*)\1$/.exec(piece);
          if (code === null) {
            assert.match(piece, /^[\p{L}\p{N} ,:-]*$/u);
            return piece;
          }
          const inner = code[2] ?? '';
          assert.ok(!new RegExp(`(?<!\`)${code[1]}(?!\`)`).test(inner), 'The code ends in the middle.');
          return inner.startsWith(' `') || inner.endsWith('` ') || (inner.startsWith(' ') && inner.endsWith(' '))
            ? inner.slice(1, -1)
            : inner;
        })
        .join('|'),
    );
}

const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('|', '`', '\\', '"', ',', ';', '=', '+', '-', '@', '\t', '\r', '\n', ' ', 'a', '＝'),
  }),
);
const anyIncident = fc.record({
  incidentTitle: anyText,
  status: anyText,
  incidentAssignee: anyText,
  warroomId: anyText,
});

suite('the tracked tickets as CSV', () => {
  test('have a line of names and a line for each ticket, times as ISO 8601 has them', () => {
    assert.deepEqual(parseCsv(csv(ticket('IM1', full))), [
      'Number,Title,Status,Level,Type,Application,Owner,Creator,Created,Last fetched,WarRoom,Site'.split(','),
      [
        ...['IM1', 'Title of IM1', 'ACKNOWLEDGED', 'P3', 'Security issues', 'Payments', 'Zhang Wei', 'u2'],
        ...['2026-03-18T05:22:03.000Z', '2026-03-18T05:21:03.000Z', 'WR1', 'coc.example.com'],
      ],
    ]);
  });

  test('tell when COC was asked last, also where nothing was new since the ticket was written down', () => {
    const exporting = { language: 'en', words, fetchedAt: () => NOW } as const;
    assert.equal(parseCsv(ticketsAsCsv([ticket('IM1')], exporting))[1]?.[9], '2026-03-18T05:22:03.000Z');
  });

  test('leave empty what is not known', () => {
    const [, row] = parseCsv(csv(unfetched('IM9', { origin: OTHER_ORIGIN })));
    assert.deepEqual(row, ['IM9', ...Array(10).fill(''), 'coc-intl.example.com']);
  });

  test('quote what would end a cell, and end every line with CR and LF', () => {
    const text = csv(ticket('IM1', { incidentTitle: 'a "b", c\nd' }));
    assert.ok(text.includes(',"a ""b"", c\nd",'));
    assert.ok(text.endsWith('\r\n'));
  });

  test('disarm what a spreadsheet would take for a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '＝']) {
      const [, row] = parseCsv(csv(ticket('IM1', { incidentTitle: `${start}cmd|' /C calc'!A0` })));
      assert.ok(row?.[1]?.startsWith(`'${start}`), JSON.stringify(row?.[1]));
    }
    const [, row] = parseCsv(csv(ticket('IM1', { incidentTitle: 'a;=1+1' })));
    assert.equal(row?.[1], "a;'=1+1");
  });

  test('whatever COC sends is read back as it was, but for what disarms it', () => {
    fc.assert(
      fc.property(fc.array(anyIncident, { minLength: 1, maxLength: 4 }), (incidents) => {
        const rows = parseCsv(csv(...incidents.map((incident, index) => ticket(`IM${index}`, incident))));
        assert.equal(rows.length, incidents.length + 1);
        for (const [index, { incidentTitle, warroomId }] of incidents.entries()) {
          const row = rows[index + 1] ?? [];
          assert.equal(row.length, 12);
          assert.equal(row[1]?.replaceAll("'", ''), incidentTitle.replaceAll("'", ''));
          assert.equal(row[10]?.replaceAll("'", ''), warroomId.replaceAll("'", ''));
          for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r＝＋－＠]/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

suite('the tracked tickets as Markdown', () => {
  test('are a table with times as a person reads them', () => {
    const [head, rule, row, end] = markdown(ticket('IM1', full)).split('\n');
    assert.equal(
      head,
      '| Number | Title | Status | Level | Type | Application | Owner | Creator | Created | Last fetched | WarRoom | Site |',
    );
    assert.equal(rule, `${'| --- '.repeat(12)}|`);
    assert.match(
      row ?? '',
      /^\| IM1 \| Title of IM1 \| ACKNOWLEDGED \| P3 \| Security issues \| Payments \| Zhang Wei \| u2 \| /,
    );
    assert.match(row ?? '', /Mar 18, 2026.* \| WR1 \| `coc.example.com` \|$/);
    assert.equal(end, '');
  });

  test('hold texts that could be markup, an address or a mention as code', () => {
    const cell = (incidentTitle: string) => markdown(ticket('IM1', { incidentTitle })).split('\n')[2]?.split(' | ')[1];
    assert.equal(cell('www.evil.example'), '`www.evil.example`');
    assert.equal(cell('<b> @all #1'), '`<b> @all #1`');
    assert.equal(cell('a | `b` | c'), 'a&#124;`` `b` ``&#124;c');
    assert.equal(cell('two\nlines'), 'two lines');
  });

  test('whatever COC sends stays in its cell', () => {
    fc.assert(
      fc.property(anyIncident, (incident) => {
        const lines = markdown(ticket('IM1', incident)).split('\n');
        assert.equal(lines.length, 4);
        const cells = parseRow(lines[2] ?? '');
        assert.equal(cells.length, 12);
        const squeezed = (text: string | undefined) => text?.replace(/[\s\p{Cc}\u2028\u2029]/gu, '');
        assert.equal(squeezed(cells[1]), squeezed(incident.incidentTitle));
        assert.equal(squeezed(cells[10]), squeezed(incident.warroomId));
      }),
      { numRuns: 1000 },
    );
  });
});
