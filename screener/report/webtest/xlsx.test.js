// The workbook, opened by an office program that nobody here wrote, and its values compared with the report's.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, render, sample, samplePath} from './made.js';

const soffice = [process.env.SOFFICE, '/usr/bin/soffice', '/usr/bin/libreoffice'].find((p) => p && existsSync(p));
if (!soffice) throw new Error('no LibreOffice: apt-get install libreoffice-calc, or name it in SOFFICE');

// cells reads CSV as LibreOffice writes it.
function cells(text) {
  const rows = [[]];
  let cell = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; i++; } else if (c === '"') quoted = false; else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') { rows.at(-1).push(cell); cell = ''; }
    else if (c === '\n') { rows.at(-1).push(cell); rows.push([]); cell = ''; }
    else if (c !== '\r') cell += c;
  }
  return rows.slice(0, -1);
}

// 44 comma, 34 quote, 76 UTF-8; the last -1: every sheet to a file of its own; formulas would be written as formulas.
const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1';
const book = render(samplePath, 'book.xlsx');
execFileSync(soffice, [`-env:UserInstallation=file://${folder}/office`, '--headless', '--convert-to', filter, '--outdir', folder, book], {stdio: 'ignore', timeout: 120000});
const sheet = (name) => {
  const [head, ...rows] = cells(readFileSync(join(folder, `book-${name}.csv`), 'utf8').replace(/^\ufeff/, ''));
  return rows.map((r) => Object.fromEntries(head.map((h, i) => [h, r[i] ?? ''])));
};

test('candidates: a row for each fit, with its numbers, and a row for each input that was not read', () => {
  const rows = sheet('Candidates');
  const fits = sample.resumes.filter((r) => r.state === 'read').flatMap((r) => r.fits.map((f) => ({r, f})));
  assert.equal(rows.length, fits.length + sample.resumes.filter((r) => r.state !== 'read').length);
  for (const {r, f} of fits) {
    const row = rows.find((x) => x.id === r.id && x.rubric === f.rubric);
    assert.ok(row, `${r.id} ${f.rubric}`);
    assert.equal(Number(row.score), f.score);
    assert.equal(Number(row.most), f.most);
    assert.equal(row.band, f.band);
    assert.equal(row.state, f.state);
    assert.equal(Number(row.months), r.months);
    assert.equal(row.stack, r.stack.is);
  }
});

test('criteria and evidence are complete', () => {
  const criteria = sheet('Criteria'), evidence = sheet('Evidence');
  const fits = sample.resumes.filter((r) => r.state === 'read').flatMap((r) => r.fits);
  assert.equal(criteria.length, fits.flatMap((f) => f.criteria).length);
  assert.equal(evidence.length, fits.flatMap((f) => [...f.not_counted, ...f.criteria.flatMap((c) => c.hits)]).length);
  const points = fits.flatMap((f) => f.criteria).reduce((a, c) => a + c.points, 0);
  assert.ok(Math.abs(criteria.reduce((a, c) => a + Number(c.points), 0) - points) < 1e-6);
});

test('no cell is a formula', () => {
  for (const name of ['Candidates', 'Criteria', 'Evidence', 'About']) {
    for (const row of sheet(name)) for (const [head, value] of Object.entries(row)) assert.ok(!/^[=@+]|^-[^0-9]/.test(value), `${name} ${head}: ${value}`);
  }
  assert.ok(sheet('Candidates').some((r) => r.name.startsWith("'=HYPERLINK")), 'the hostile name is there, defused');
});
