// What the tests share: the program, pages rendered by it, and the browser.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
export const folder = mkdtempSync(join(tmpdir(), 'shortlist-web-'));
export const program = join(folder, 'shortlist');
execFileSync('go', ['build', '-o', program, './cmd/shortlist'], {cwd: root, stdio: 'inherit'});

export const samplePath = join(here, '../testdata/sample.json');
export const sample = JSON.parse(readFileSync(samplePath, 'utf8'));

// render writes a saved report in the format of the file's name and gives the file's path.
export function render(report, name, ...flags) {
  execFileSync(program, ['render', report, '-o', join(folder, name), ...flags], {stdio: ['ignore', 'ignore', 'pipe']});
  return join(folder, name);
}

// pool is the sample's people over and over, with names, ids and scores of their own, as a saved report.
export function pool(n) {
  const people = sample.resumes.filter((r) => r.state === 'read' && r.fits.every((f) => f.state === 'scored'));
  const resumes = Array.from({length: n}, (_, i) => {
    const r = structuredClone(people[i % people.length]);
    Object.assign(r, {id: `p-${i}`, name: `Person ${String(i).padStart(4, '0')}`, file: `in/${i}.pdf`, since: undefined});
    for (const f of r.fits) f.least = f.score = f.most = Math.round((f.score - (i % 37) / 10) * 1000) / 1000;
    return r;
  });
  const report = {...sample, resumes, duplicates: undefined, counts: {input: n, read: n, not_a_resume: 0, unreadable: 0}, rubrics: sample.rubrics.map((u) => ({...u, scored: n, apart: 0}))};
  const path = join(folder, `pool-${n}.json`);
  writeFileSync(path, JSON.stringify(report));
  return path;
}

const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const executablePath = browsers.find((p) => p && existsSync(p));
if (!executablePath) throw new Error('no Chromium: apt-get install chromium, or name it in CHROMIUM');
export const launch = () => chromium.launch({executablePath, args: ['--no-sandbox']});
