import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  findTicketNumbers,
  isTicketNumber,
  locateTicketNumbers,
  readTicketNumbers,
  ticketNumberAt,
} from '../../../src/coc/ticketNumber.ts';

const NUMBER = 'IM202403221515060171753781';
const OTHER = 'IM202403181322030178042608';
const digits = (count: number) => '1234567890'.repeat(3).slice(0, count);

suite('ticket numbers in text', () => {
  test('IM with 20 to 26 digits is one, with fewer or more it is not', () => {
    for (const count of [20, 21, 24, 26]) {
      assert.deepEqual(findTicketNumbers(`see IM${digits(count)}.`), [`IM${digits(count)}`], String(count));
    }
    for (const count of [0, 14, 19, 27, 30]) {
      assert.deepEqual(findTicketNumbers(`see IM${digits(count)}.`), [], String(count));
    }
  });

  test('letters or digits glued to it make it something else', () => {
    for (const glued of [`X${NUMBER}`, `7${NUMBER}`, `${NUMBER}x`, `${NUMBER}abc`, `im${NUMBER.slice(2)}`]) {
      assert.deepEqual(findTicketNumbers(`a ${glued} b`), [], glued);
    }
  });

  test('punctuation, quotes, hyphens and characters of other scripts do not hide it', () => {
    const texts = [
      `(${NUMBER})`,
      `"${NUMBER}"`,
      `工单${NUMBER}已受理`,
      `，${NUMBER}。`,
      `-${NUMBER}`,
      `${NUMBER}-disk full`,
      `report_${NUMBER}_2.log`,
      `https://coc.example/incident/${NUMBER}?a=1`,
      `<b>${NUMBER}</b>`,
      `\u200b${NUMBER}\ufeff`,
      `${NUMBER}\r\n`,
    ];
    for (const text of texts) assert.deepEqual(findTicketNumbers(text), [NUMBER], text);
  });

  test('full-width digits are not digits of a number', () => {
    assert.deepEqual(findTicketNumbers('IM２０２４０３２２１５１５０６０１７１７５３７８１'), []);
    assert.deepEqual(findTicketNumbers(`IM2024０${digits(20)}`), []);
  });

  test('each number is taken once, in the order of the text', () => {
    assert.deepEqual(findTicketNumbers(`${NUMBER}, ${OTHER}\n${NUMBER};${OTHER}`), [NUMBER, OTHER]);
  });

  test('a number of another kind, a WarRoom say, is not taken', () => {
    assert.deepEqual(findTicketNumbers('WR202403181334366050100030'), []);
  });
});

suite('where ticket numbers stand', () => {
  test('is told for each time that they stand there', () => {
    const text = `工单${NUMBER}，X${NUMBER} ${OTHER};${NUMBER}`;
    const places = locateTicketNumbers(text);
    assert.deepEqual(
      places.map(({ incidentNum }) => incidentNum),
      [NUMBER, OTHER, NUMBER],
    );
    for (const { incidentNum, start } of places) {
      assert.equal(text.slice(start, start + incidentNum.length), incidentNum);
    }
    assert.deepEqual(places[0]?.start, 2);
  });

  test('one is met at each of its characters and right behind it, and nowhere else', () => {
    const text = `${'x'.repeat(500)} (${NUMBER}) ${'y'.repeat(500)}`;
    const start = text.indexOf(NUMBER);
    for (let offset = 0; offset <= text.length; offset += 1) {
      const found = ticketNumberAt(text, offset);
      const expected = offset >= start && offset <= start + NUMBER.length ? { incidentNum: NUMBER, start } : undefined;
      assert.deepEqual(found, expected, String(offset));
    }
  });

  test('what is near an offset is the same as in the whole text', () => {
    const piece = fc.oneof(
      fc.constantFrom(' ', 'X', '工', '-', '1', 'IM', NUMBER),
      fc.integer({ min: 18, max: 30 }).map((count) => `IM${digits(count)}`),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(300), (pieces, at) => {
        const text = pieces.join('');
        const offset = Math.min(at, text.length);
        const expected = locateTicketNumbers(text).find(
          ({ incidentNum, start }) => start <= offset && offset <= start + incidentNum.length,
        );
        assert.deepEqual(ticketNumberAt(text, offset), expected);
      }),
      { numRuns: 3000 },
    );
  });
});

suite('what is entered to be tracked', () => {
  test('a lone entry stands as it is, for COC promises no form', () => {
    for (const entry of ['1', 'TICKET-1_a', NUMBER, `IM${digits(27)}`, 'x'.repeat(255)]) {
      assert.deepEqual(readTicketNumbers(entry), [entry]);
      assert.deepEqual(readTicketNumbers(` \t${entry}\n`), [entry]);
    }
  });

  test('out of longer text only numbers are taken', () => {
    assert.deepEqual(readTicketNumbers(`please look at ${NUMBER} and TICKET-1`), [NUMBER]);
    assert.deepEqual(readTicketNumbers(`${NUMBER}\n${OTHER}`), [NUMBER, OTHER]);
  });

  test('text without any gives none', () => {
    for (const entry of ['', '   ', 'no number here', 'x'.repeat(256), 'a/b', '工单', '../create']) {
      assert.deepEqual(readTicketNumbers(entry), [], entry);
    }
  });
});

suite('a plausible ticket number', () => {
  test('is 1 to 255 letters, digits, hyphens and underscores', () => {
    for (const text of ['a', 'A-1_z', NUMBER, 'x'.repeat(255)]) assert.equal(isTicketNumber(text), true, text);
    const impossible = [
      '',
      'x'.repeat(256),
      'a b',
      'a/b',
      'a.b',
      '..',
      '%2e',
      'a\n',
      '\na',
      'é',
      '１',
      'a?b',
      'a#b',
      'a\0',
    ];
    for (const text of impossible) assert.equal(isTicketNumber(text), false, JSON.stringify(text));
  });

  test('whatever is read out of any text is one', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^IM\d{18,28}$/));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const numbers = readTicketNumbers(pieces.join(' '));
        assert.ok(numbers.every(isTicketNumber));
        assert.equal(new Set(numbers).size, numbers.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('a long text is searched in one go', () => {
    const text = `${'IM'.repeat(200_000)}${'1'.repeat(200_000)} ${NUMBER}`;
    assert.deepEqual(findTicketNumbers(text), [NUMBER]);
  });
});
