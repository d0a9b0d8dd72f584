import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {launch, pool, render, sample, samplePath} from './made.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const address = pathToFileURL(render(samplePath, 'sample.html')).href;
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// opened gives a fresh page; it fails the test on any request that leaves the page, any dialog and any error in it.
async function opened(t, {url = address, init, ...options} = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  const page = await context.newPage();
  const wrong = [];
  page.on('request', (r) => { if (r.url() !== url && !r.url().startsWith('blob:')) wrong.push(`request to ${r.url()}`); });
  page.on('pageerror', (e) => wrong.push(e.message));
  page.on('console', (m) => { if (m.type() === 'error') wrong.push(m.text()); });
  page.on('dialog', (d) => { wrong.push(`dialog ${d.message()}`); d.dismiss(); });
  if (init) await page.addInitScript(init);
  await page.goto(url);
  t.after(async () => { await context.close(); assert.deepEqual(wrong, []); });
  return page;
}

const shown = (page) => page.$$eval('tr.row', (rows) => rows.filter((r) => !r.hidden).map((r) => r.querySelector('.name').textContent));
const row = (i) => `tr.row[data-i="${i}"]`;

// clean fails where axe finds anything at all against WCAG 2.2 A and AA or its best practices.
async function clean(page) {
  const found = await page.evaluate(`(() => { ${axe}; return axe.run(document, {resultTypes: ['violations']}); })()`);
  assert.deepEqual(found.violations.map((v) => [v.id, v.impact, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))]), []);
}

test('everybody is in the page, in rank order, with nothing from a resume run', async (t) => {
  const page = await opened(t);
  const names = await shown(page);
  assert.equal(names.length, sample.resumes.filter((r) => r.state === 'read').length);
  assert.equal(names[0], 'Amara Oseiwa');
  assert.ok(names.some((n) => n.startsWith("<script>alert('x')</script>")), 'the hostile name stands there as text');
  assert.equal(await page.$$eval('script', (s) => s.length), 3, 'no script but the data and ours');
  assert.equal(await page.$$eval('img, iframe, object, link, form[action]', (e) => e.length), 0);
  assert.ok(!names.some((n) => /[\u202a-\u202e\u200b\u0000-\u001f]/u.test(n)), 'no control characters');
  for (const says of ['rules that people wrote', 'soft skills, gaps, schools, age, place', 'A person decides', 'could not be read', 'scan_0231.pdf', 'job-ad.docx']) {
    assert.ok((await page.textContent('body')).includes(says), says);
  }
});

test('the policy stops everything that is not ours', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const out = [];
  const outside = createServer((request, answer) => { out.push(request.url); answer.end(); }).listen(0, '127.0.0.1');
  t.after(() => outside.close());
  await once(outside, 'listening');
  await page.goto(address);
  const ran = await page.evaluate(async (there) => {
    const s = document.createElement('script');
    s.textContent = 'window.ran = 1';
    document.body.append(s);
    document.body.insertAdjacentHTML('beforeend', `<img src="${there}/x.png"><div style="position:fixed">x</div>`);
    const fetched = await fetch(there).then(() => true, () => false);
    await new Promise((r) => setTimeout(r, 100));
    return {ran: window.ran, fetched, position: getComputedStyle(document.body.lastElementChild).position};
  }, `http://127.0.0.1:${outside.address().port}`);
  assert.deepEqual(ran, {ran: undefined, fetched: false, position: 'static'});
  assert.deepEqual(out, []);
});

test('sort', async (t) => {
  const page = await opened(t);
  const name = page.locator('th[data-sort=name] button');
  await name.click();
  assert.equal(await page.getAttribute('th[data-sort=name]', 'aria-sort'), 'ascending');
  const up = await shown(page);
  assert.deepEqual(up, up.toSorted((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  await name.click();
  assert.equal(await page.getAttribute('th[data-sort=name]', 'aria-sort'), 'descending');
  assert.deepEqual(await shown(page), up.toReversed());
  await page.click('th[data-sort=score-1] button');
  const scores = await page.$$eval('tr.row td.score:nth-of-type(4)', (c) => c.map((x) => parseInt(x.textContent.replace('(', ''), 10)));
  assert.deepEqual(scores, scores.toSorted((a, b) => b - a));
  await page.click('th[data-sort=rank] button');
  assert.equal((await shown(page))[0], 'Amara Oseiwa');
});

test('filter by band, stack, criterion and words, and clear', async (t) => {
  const page = await opened(t);
  const all = (await shown(page)).length;
  await page.uncheck('#f-bands input[value=strong]');
  const rest = await shown(page);
  assert.ok(rest.length < all && !rest.includes('Amara Oseiwa'));
  assert.match(await page.textContent('#count'), new RegExp(`^${rest.length} of ${all} `));
  await page.check('#f-bands input[value=strong]');
  await page.selectOption('#f-stack', 'full-stack');
  assert.equal((await shown(page)).length, sample.resumes.filter((r) => r.state === 'read' && r.stack.is === 'full-stack').length);
  await page.selectOption('#f-stack', '');
  await page.fill('#f-text', 'kafka between ORDERS');
  const found = await shown(page);
  const want = sample.resumes.filter((r) => r.state === 'read' && JSON.stringify(r.fits).includes('Introduced Kafka between orders')).length;
  assert.equal(found.length, want);
  await page.fill('#f-text', 'nobody has this');
  assert.ok(await page.isVisible('#none'));
  await page.click('#clear'); // the form is reset after the click
  await page.waitForFunction((n) => [...document.querySelectorAll('tr.row')].filter((r) => !r.hidden).length === n, all);
  await page.click('#shows li:nth-child(2) button');
  const shows = await shown(page);
  const database = sample.resumes.filter((r) => r.state === 'read' && r.fits[0].criteria[1].points > 0).length;
  assert.equal(shows.length, database);
  await page.selectOption('#f-criterion', {index: (await page.$$('#f-criterion option')).length - 1});
  assert.ok((await shown(page)).length < all);
});

test('another rubric ranks anew', async (t) => {
  const page = await opened(t);
  await page.click('#rubrics button[data-rubric="1"]');
  const want = sample.resumes.filter((r) => r.state === 'read').flatMap((r) => r.fits.filter((f) => f.rubric === 'backend-engineer' && f.rank).map((f) => [f.rank, r.name])).toSorted((a, b) => a[0] - b[0]);
  const ranks = await page.$$eval('tr.row', (rows) => rows.map((r) => r.querySelector('.rank').textContent).filter((s) => s !== '–').map(Number));
  assert.deepEqual(ranks, want.map(([k]) => k));
});

test('open a row: points that add up, quotes, roles, what was not counted, what to ask, and the place in the text', async (t) => {
  const page = await opened(t);
  await page.click(`${row(0)} .name`);
  assert.equal(await page.getAttribute(`${row(0)} .name`, 'aria-expanded'), 'true');
  const points = await page.$$eval('#detail-0 .points tbody td.n b', (c) => c.map((x) => Number(x.textContent)));
  const total = Number(await page.textContent('#detail-0 .points tfoot td.n'));
  assert.equal(Math.round(points.reduce((a, b) => a + b, 0) * 10), Math.round(total * 10));
  const text = await page.textContent('#detail-0');
  for (const says of ['Roles', 'Fennec Freight', 'Not counted, and why', 'a season', 'Interview kit', 'team player', 'Hidden text']) assert.ok(text.includes(says), says);
  assert.ok((await page.$$('#detail-0 .timeline svg .span')).length >= 3);
  await page.click('#detail-0 .goto >> nth=0');
  const here = page.locator('#detail-0 .resume .here');
  await here.waitFor({state: 'visible'});
  const quote = await page.textContent('#detail-0 .points q >> nth=0');
  assert.ok((await here.evaluate((m) => m.closest('div').textContent)).includes(quote));
  await page.click(`${row(0)} .name`);
  assert.equal(await page.$('#detail-0'), null);
});

test('compare two to five', async (t) => {
  const page = await opened(t);
  assert.ok(await page.isDisabled('#compare'));
  for (const i of [0, 1, 2, 3, 4]) await page.check(`${row(i)} .pick input`);
  await page.click(`${row(5)} .pick input`);
  assert.ok(!await page.isChecked(`${row(5)} .pick input`), 'a sixth is refused');
  await page.click('#compare');
  assert.equal((await page.$$('#side thead th')).length, 5);
  assert.ok((await page.textContent('#side')).includes('Databases'));
  await clean(page);
  await page.keyboard.press('Escape');
  assert.ok(!await page.isVisible('#side'));
});

async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return {name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8')};
}

test('decide and note: nothing preset, kept, exported, formulas defused', async (t) => {
  const page = await opened(t);
  await page.click(`${row(0)} .name`);
  assert.ok(await page.isChecked('#detail-0 input[value=""]'), 'none yet');
  assert.equal(await page.$$eval('td.dec', (c) => c.filter((x) => x.textContent).length), 0);
  await page.check('#detail-0 input[value="talk first"]');
  await page.fill('#detail-0 textarea', '=1+1, "quoted"\nsecond line');
  assert.match(await page.textContent(`${row(0)} .dec`), /talk first/);
  await page.reload();
  assert.match(await page.textContent(`${row(0)} .dec`), /talk first.*note/);
  const json = await download(page, '#export-json');
  const out = JSON.parse(json.text);
  assert.equal(out.schema, 'shortlist.decisions/1');
  assert.deepEqual(out.decisions.map((d) => [d.name, d.decision, d.note]), [['Amara Oseiwa', 'talk first', '=1+1, "quoted"\nsecond line']]);
  const csv = await download(page, '#export-csv');
  assert.ok(csv.text.startsWith('\ufeff"id","file","name"'));
  assert.ok(csv.text.includes(`"'=1+1, ""quoted""`), csv.text);
  await page.selectOption('#f-decision', 'talk first');
  assert.deepEqual(await shown(page), ['Amara Oseiwa']);
});

test('decide where the browser keeps nothing', async (t) => {
  const page = await opened(t, {init: () => { Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }}); }});
  await page.click(`${row(1)} .name`);
  assert.ok((await page.textContent('#detail-1')).includes('export before you close'));
  await page.check('#detail-1 input[value="advance"]');
  assert.equal(JSON.parse((await download(page, '#export-json')).text).decisions[0].decision, 'advance');
});

test('what was decided before is shown, and not preset', async (t) => {
  const page = await opened(t);
  const i = await page.$$eval('tr.row', (rows) => rows.find((r) => r.querySelector('.tag')?.textContent === 'again').dataset.i);
  await page.click(`${row(i)} .name`);
  assert.match(await page.textContent(`#detail-${i} .decide`), /Before: 64 before.*talk first/);
  assert.ok(await page.isChecked(`#detail-${i} input[value=""]`));
});

test('keyboard alone: search, step, open, choose, compare, leave', async (t) => {
  const page = await opened(t);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'f-text');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  const name = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await name(), 'Amara Oseiwa');
  await page.keyboard.press('Enter');
  assert.ok(await page.isVisible('#detail-0'));
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  assert.notEqual(await name(), 'Amara Oseiwa');
  await page.keyboard.press('x');
  assert.equal(await page.textContent('#compare'), 'Compare 2');
  await page.keyboard.press('k');
  assert.equal(await name(), 'Amara Oseiwa');
  await page.keyboard.press('Enter');
  assert.equal(await page.$('#detail-0'), null);
  await page.focus('#compare');
  await page.keyboard.press('Enter');
  assert.ok(await page.isVisible('#side'));
  assert.ok(await page.evaluate(() => document.querySelector('#side').contains(document.activeElement)));
  await page.keyboard.press('Escape');
  await page.focus('th[data-sort=name] button');
  await page.keyboard.press('Space');
  assert.equal(await page.getAttribute('th[data-sort=name]', 'aria-sort'), 'ascending');
  // Every control can be reached with Tab, and nothing holds the focus.
  await page.evaluate(() => document.activeElement.blur());
  const reached = new Set();
  for (let n = 0; n < 90; n++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName));
  }
  for (const id of ['skip', 'f-text', 'f-stack', 'f-criterion', 'open-all', 'export-csv', 'name']) assert.ok(reached.has(id), `Tab never reaches ${id}`);
});

for (const [name, options] of Object.entries({
  light: {}, dark: {colorScheme: 'dark'}, narrow: {viewport: {width: 380, height: 800}}, 'narrow and dark': {viewport: {width: 380, height: 800}, colorScheme: 'dark'}, 'forced colours': {forcedColors: 'active'},
})) {
  test(`axe finds nothing: ${name}`, async (t) => {
    const page = await opened(t, options);
    await page.click(`${row(0)} .name`);
    await page.click(`${row(2)} .name`);
    await page.click('#detail-0 details.text summary');
    await page.click('#detail-0 details.kit summary');
    await page.waitForTimeout(150);
    await clean(page);
  });
}

test('dark is dark, light is light', async (t) => {
  const paper = async (colorScheme) => {
    const page = await opened(t, {colorScheme});
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number).reduce((a, b) => a + b) / 3);
  };
  assert.ok(await paper('dark') < 60);
  assert.ok(await paper('light') > 200);
});

test('380 pixels: nothing runs out of the window', async (t) => {
  const page = await opened(t, {viewport: {width: 380, height: 800}});
  for (const i of [0, 6, 10]) await page.click(`${row(i)} .name`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 380);
  assert.ok(await page.isVisible('#f-sort'));
  await page.selectOption('#f-sort', 'name');
  assert.notEqual((await shown(page))[0], 'Amara Oseiwa');
  const cut = await page.$$eval('tr.row .name, tr.row .ev, tr.detail td', (all) => all.filter((e) => e.getBoundingClientRect().right > 381).length);
  assert.equal(cut, 0);
});

test('print: the list, the opened rows, no controls', async (t) => {
  const page = await opened(t);
  await page.click(`${row(0)} .name`);
  await page.emulateMedia({media: 'print'});
  for (const s of ['#controls', '#bar', `${row(0)} .pick input`]) assert.ok(!await page.isVisible(s), s);
  for (const s of ['h1', row(0), '#detail-0 .points', '.notice']) assert.ok(await page.isVisible(s), s);
  const pdf = await page.pdf({format: 'A4'});
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.ok(pdf.length > 20000);
});

test('without scripts the list is whole', async (t) => {
  const page = await opened(t, {javaScriptEnabled: false});
  assert.equal(await page.locator('tr.row').count(), sample.resumes.filter((r) => r.state === 'read').length);
  assert.ok(await page.locator('noscript').isVisible());
  assert.match(await page.locator('tr.row').first().textContent(), /Amara Oseiwa.*97.*strong/s);
});

test('a thousand candidates', async (t) => {
  const file = render(pool(1000), 'thousand.html');
  const page = await opened(t, {url: pathToFileURL(file).href});
  const paint = await page.evaluate(() => new Promise((done) => {
    const say = () => done(performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    say() ?? setTimeout(say, 500);
  }));
  const ready = await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
  const filter = await page.evaluate(() => {
    const box = document.querySelector('#f-text');
    const times = ['kafka', 'gRPC between', 'zzz', ''].map((text) => {
      const start = performance.now();
      box.value = text;
      box.dispatchEvent(new Event('input'));
      document.body.offsetHeight;
      return Math.round(performance.now() - start);
    });
    return times;
  });
  await page.waitForFunction(() => document.querySelectorAll('tr.row:not([hidden])').length === 1000);
  t.diagnostic(`1,000 candidates: ${(statSync(file).size / 1e6).toFixed(1)} MB, first paint ${Math.round(paint)} ms, ready ${Math.round(ready)} ms, filters ${filter.join(', ')} ms`);
  await page.waitForTimeout(300);
  await page.click(`${row(999)} .name`);
  assert.ok(await page.isVisible('#detail-999'));
});
