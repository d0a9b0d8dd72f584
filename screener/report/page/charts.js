// The charts follow the chosen rubric; the heat map also follows the order and the filters of the table.
function drawHistogram() {
  const rubric = head.rubrics[Math.max(0, state.rubric)];
  const counts = Array.from({length: 20}, () => ({n: 0, band: {}}));
  people.forEach((_, i) => {
    const r = rating(i);
    if (r.t !== 'scored') return;
    const bin = counts[Math.min(19, Math.floor(r.s / 5))];
    bin.n++;
    bin.band[r.b] = (bin.band[r.b] ?? 0) + 1;
  });
  const w = 480, h = 190, left = 14, base = h - 18, most = Math.max(1, ...counts.map((c) => c.n));
  const x = (points) => left + (w - left - 14) * points / 100;
  const y = (n) => base - (base - 14) * n / most;
  const out = svg('svg', {viewBox: `0 0 ${w} ${h}`, width: '100%', role: 'img', 'aria-label': histogramSays()});
  counts.forEach((c, k) => {
    let n = 0;
    for (const b of bandNames.toReversed()) {
      if (!c.band[b]) continue;
      out.append(svg('rect', {x: x(k * 5) + 1, width: x(5) - x(0) - 2, y: y(n + c.band[b]), height: y(n) - y(n + c.band[b]), class: `${b}-f`}));
      n += c.band[b];
    }
    if (n) out.append(svg('text', {x: x(k * 5 + 2.5), y: y(n) - 3, 'text-anchor': 'middle'}, String(n)));
  });
  out.append(svg('line', {x1: left, x2: w - 14, y1: base, y2: base, class: 'axis'}));
  for (const p of [0, 20, 40, 60, 80, 100]) out.append(svg('text', {x: x(p), y: h - 4, 'text-anchor': 'middle'}, String(p)));
  for (const gate of rubric.bands) out.append(svg('line', {x1: x(gate), x2: x(gate), y1: 4, y2: base, class: 'gate'}));
  const key = el('p', {class: 'note'}, el('small', {}, histogramSays()));
  $('#histogram').replaceChildren(out, key);
}

function histogramSays() {
  const n = {};
  people.forEach((_, i) => { n[bandOf(i)] = (n[bandOf(i)] ?? 0) + 1; });
  return [...bandNames, 'apart'].filter((b) => n[b]).map((b) => `${n[b]} ${b}`).join(' · ');
}

// criteriaRubric is the rubric whose criteria the charts show: the chosen one, else the first.
const criteriaRubric = () => Math.max(0, state.rubric);

function drawShows() {
  const k = criteriaRubric();
  const chosen = $('#f-criterion').value;
  const list = head.rubrics[k].criteria.map((c, j) => {
    let met = 0, partly = 0, all = 0;
    for (const p of people) {
      const r = p.r[k];
      if (r.t === 'none') continue;
      all++;
      if (r.c[j] >= 0.995) met++;
      else if (r.c[j] > 0) partly++;
    }
    const says = `${met + partly} of ${all} show it, ${met} in full`;
    const b = el('button', {type: 'button', title: `${c.title}: ${says}`, 'aria-pressed': String(chosen === `+${k}.${j}`)},
      el('span', {}, c.title), el('small', {}, `${met + partly} of ${all}`), meter(all ? [[met / all, 'met-f'], [partly / all, 'partly-f']] : []));
    b.addEventListener('click', () => {
      const select = $('#f-criterion');
      select.value = select.value === `+${k}.${j}` ? '' : `+${k}.${j}`;
      applyFilters();
      drawShows();
    });
    return el('li', {}, b);
  });
  $('#shows').replaceChildren(...list);
}

// drawHeat draws one path for each of five shades, however many candidates there are.
function drawHeat(order) {
  const k = criteriaRubric();
  const criteria = head.rubrics[k].criteria;
  const rows = order.filter((i) => people[i].r[k].t !== 'none');
  const w = 1240, names = rows.length <= 60 ? 190 : 10, top = 96;
  const cw = (w - names - 60) / Math.max(1, criteria.length);
  const ch = rows.length ? Math.min(16, Math.max(0.75, 760 / rows.length)) : 16;
  const gap = ch >= 6 ? 1 : 0;
  const shades = Array.from({length: 6}, () => []);
  rows.forEach((i, y) => {
    people[i].r[k].c.forEach((share, x) => {
      const box = `M${(names + x * cw).toFixed(1)} ${(top + y * ch).toFixed(2)}h${(cw - 1).toFixed(1)}v${(ch - gap).toFixed(2)}h${(1 - cw).toFixed(1)}z`;
      if (share < 0) shades[5].push(box);
      else if (share > 0) shades[Math.min(4, Math.ceil(share * 4))].push(box);
    });
  });
  const h = top + ch * rows.length + 2;
  const picture = svg('svg', {viewBox: `0 0 ${w} ${h.toFixed(0)}`, role: 'img', 'aria-label': `Heat map of ${criteria.length} criteria over ${rows.length} candidates; the list above says how many show each.`});
  picture.append(svg('rect', {x: names, y: top, width: cw * criteria.length, height: ch * rows.length, class: 'grid', opacity: .45}));
  for (let s = 1; s < 5; s++) picture.append(svg('path', {d: shades[s].join(''), class: 'cell', opacity: s / 4}));
  picture.append(svg('path', {d: shades[5].join(''), class: 'unread', opacity: .6}));
  criteria.forEach((c, x) => {
    const px = names + (x + .5) * cw;
    picture.append(svg('text', {x: px, y: top - 6, transform: `rotate(-32 ${px} ${top - 6})`}, shortened(c.title, 24)));
  });
  if (rows.length <= 60) rows.forEach((i, y) => picture.append(svg('text', {x: names - 8, y: top + (y + .5) * ch + 4, 'text-anchor': 'end'}, shortened(people[i].n, 26))));
  picture.addEventListener('click', (e) => {
    const box = picture.getBoundingClientRect();
    const y = Math.floor(((e.clientY - box.top) * h / box.height - top) / ch);
    if (y >= 0 && y < rows.length) { openRow(rows[y], true); focusRow(rows[y]); }
  });
  const swatch = (c, o, says) => el('span', {}, svg('svg', {viewBox: '0 0 1 1', 'aria-hidden': 'true'}, svg('rect', {width: 1, height: 1, class: c, opacity: o})), says);
  $('#heatmap').replaceChildren(picture, el('div', {class: 'key'}, swatch('grid', 1, 'not shown'), swatch('cell', .25, 'up to a quarter'), swatch('cell', .5, 'half'),
    swatch('cell', 1, 'all of its points'), swatch('unread', .6, 'could not be read'), el('span', {}, `rubric: ${head.rubrics[k].title}`)));
}

function shortened(s, n) {
  const letters = [...s];
  return letters.length <= n ? s : letters.slice(0, n - 1).join('') + '…';
}
