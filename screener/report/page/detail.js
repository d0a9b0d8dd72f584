// An opened row: the points with their quotes, the roles in time, and what stands around them.
function drawDetail(i) {
  const d = detail(i), k = best(i), f = d.f[k], rubric = head.rubrics[k];
  const body = el('div', {class: 'body'});
  body.append(el('p', {class: 'facts'}, d.h.join(' · ')));
  if (d.p) body.append(el('p', {class: 'facts'}, d.p));
  body.append(el('p', {class: 'result'}, `${rubric.title}: ${f.s}`));
  if (f.u) body.append(el('p', {class: 'facts'}, `Held back by a must: ${f.u}`));
  const warn = [...(d.g ?? []).map((s) => `⚑ ${s}`), ...(d.t ? [`Read it yourself, it is thin: ${d.t}`] : []), ...(d.d ?? []).map((s) => `Doubtful: ${s}`), ...(f.h ? [`Hidden text: ${f.h}`] : [])];
  if (warn.length) body.append(el('div', {class: 'warnbox'}, el('strong', {}, 'To look at, never a deduction'), list(warn)));
  body.append(decide(i, d));
  if (d.n) { // a large pool: only the first rows have their evidence here
    const where = people[i].f ? `shortlist explain ${people[i].f}` : 'the JSON of the run';
    body.append(el('p', {class: 'note'}, `This page holds the evidence of the first ${head.evidence} candidates. For this one: `, el('code', {}, where)));
    return body;
  }
  body.append(el('div', {class: 'split'},
    el('div', {}, el('h3', {}, 'Points'), pointsTable(i, d, f, rubric)),
    el('div', {}, ...aside(d, f))));
  if (d.x) body.append(resumeText(i, d));
  if (f.i) body.append(kitPart(f));
  return body;
}

function list(items) { return el('ul', {class: 'plainlist'}, items.map((s) => el('li', {}, s))); }

function pointsTable(i, d, f, rubric) {
  const rows = (f.c ?? []).map((o, j) => {
    const c = rubric.criteria[j];
    const share = c.weight > 0 ? Math.min(1, parseFloat(o.p) / c.weight) : 0;
    const hits = byQuote(d, o.h ?? []).map((same) => el('li', {}, ...hitSays(i, d, same)));
    return el('tr', {},
      el('td', {class: 'n'}, el('b', {}, o.p), ` of ${c.weight}`, meter([[share, 'met-f']])),
      el('th', {class: 't', scope: 'row', title: c.why}, c.title, c.bonus ? ' (bonus)' : '',
        el('small', {}, el('span', {class: `state ${o.s}`}, stateWords[o.s] ?? o.s), o.n ? ` ${o.n}` : '', c.must ? ' · a must' : '')),
      el('td', {}, hits.length ? el('ul', {}, hits) : el('span', {class: 'grade'}, o.s === 'could-not-read' ? 'part of the resume has no text' : 'not shown')));
  });
  if (f.d) rows.push(el('tr', {}, el('td', {class: 'n'}, f.d.split(' ')[0]), el('th', {class: 't', scope: 'row'}, f.d.split(' ').slice(1).join(' ')), el('td', {})));
  return el('table', {class: 'points'},
    el('thead', {class: 'away'}, el('tr', {}, el('th', {scope: 'col'}, 'Points'), el('th', {scope: 'col'}, 'Criterion'), el('th', {scope: 'col'}, 'What the resume says'))),
    el('tbody', {}, rows),
    el('tfoot', {}, el('tr', {}, el('td', {class: 'n'}, f.t), el('td', {}, 'in all'), el('td', {class: 'grade'}, 'the column adds up: rounded so that it does'))));
}

// byQuote puts the hits of one line together, in the order of the first of each.
function byQuote(d, hits) {
  const groups = new Map();
  for (const h of hits) {
    const line = d.q[h[2]].slice(0, 2).join(':');
    groups.set(line, [...(groups.get(line) ?? []), h]);
  }
  return [...groups.values()];
}

// hitSays is one line of evidence: the quote, or the name where it is all there is; where it stands; the names found in
// it, their grade and role.
function hitSays(i, d, same) {
  const [first, grade, q, role] = same[0];
  const term = same.map((h) => h[0]).filter(Boolean).join(', ');
  const [page, line] = d.q[q], quote = quoteAt(d, q);
  const quoted = quote && (!first || quote.length > first.length + 2);
  const out = quoted ? [el('q', {}, quote)] : [term];
  const place = at(page, line);
  out.push(' ', d.x ? el('button', {type: 'button', class: 'goto', 'data-q': q, title: 'show in the resume’s text', onclick: () => showInText(i, q)}, place) : el('span', {class: 'at'}, place));
  const r = d.r?.[role];
  out.push(' ', el('span', {class: 'grade'}, [worth[grade] ?? grade, quoted ? term : '', r ? [r.f || r.t, r.y].filter(Boolean).join(' ') : ''].filter(Boolean).join(' · ')));
  return out;
}

function aside(d, f) {
  const out = [];
  const part = (title, ...content) => { if (content.flat().length) out.push(el('h3', {}, title), ...content); };
  if (d.r?.length) part('Roles', timeline(d));
  const missing = (f.c ?? []).map((o, j) => [o, j]).filter(([o]) => o.s === 'not-shown').length;
  if (f.w?.length) part('Would add', list(f.w));
  if (f.z?.length) part('Would cost', list(f.z));
  if (f.v) part('Built', el('p', {class: 'facts'}, f.v));
  if (f.l) part('Lists', el('p', {class: 'facts'}, f.l));
  if (f.n?.length) part('Not counted, and why', el('ul', {class: 'plainlist'}, f.n.map(([term, place, grade, why]) => el('li', {}, el('b', {}, term), ` ${place} `, el('span', {class: 'grade'}, why || grade)))));
  const side = (title, [a, b], left, right) => {
    const say = (hits, name) => hits?.length ? el('li', {}, `${name}: `, hits.map(([term, , q]) => `${term || `“${quoteAt(d, q)}”`} ${at(d.q[q][0], d.q[q][1])}`).join(', ')) : null;
    if (a?.length || b?.length) part(title, el('ul', {class: 'plainlist'}, say(a, left), say(b, right)));
  };
  side('What speaks for the stack', d.e[0], 'backend', 'frontend');
  side('What speaks for the lean', d.e[1], 'developer', 'engineer');
  if (d.k?.length) part('Hidden text', list(d.k));
  if (d.o?.length) part('Notes of the reader', list(d.o));
  if (missing) part('Remember', el('p', {class: 'facts'}, 'Not shown is not “cannot”: a resume shows less than an interview does.'));
  return out;
}

// timeline draws every role on one scale of years; roles without dates stand there without a bar.
function timeline(d) {
  const dated = d.r.filter((r) => r.a > 0);
  const from = Math.min(...dated.map((r) => r.a)), to = Math.max(head.month, ...dated.map((r) => r.z));
  const roles = d.r.map((r) => el('div', {class: 'role'},
    el('b', {}, r.t || 'Role without title'), r.f ? `, ${r.f}` : '', ' ', el('small', {}, [r.y || 'no dates', r.m, r.k, r.p].filter(Boolean).join(' · ')),
    r.a > 0 && to > from ? svg('svg', {width: '100%', height: 6, 'aria-hidden': 'true'}, svg('rect', {width: '100%', height: 6, rx: 3, class: 'lane'}),
      svg('rect', {x: `${100 * (r.a - from) / (to - from)}%`, width: `${Math.max(.8, 100 * (r.z - r.a) / (to - from))}%`, height: 6, rx: 3, class: 'span'})) : '',
    r.s?.length ? el('div', {class: 'terms'}, [...new Set(r.s)].join(' · ')) : ''));
  return el('div', {class: 'timeline'}, roles);
}

// resumeText is the text as it was read, with what was quoted marked in it.
function resumeText(i, d) {
  const box = el('div', {class: 'resume', tabindex: 0, role: 'region', 'aria-label': `Text of the resume of ${people[i].n}`});
  const out = el('details', {class: 'text'}, el('summary', {}, 'The resume’s text, as it was read'), box);
  out.addEventListener('toggle', () => fillText(box, d));
  return out;
}

function fillText(box, d) {
  if (box.firstChild) return;
  let page = 0;
  for (const [p, line, ...pieces] of d.x) {
    if (p !== page) { box.append(el('p', {}, `page ${p}`)); page = p; }
    box.append(el('div', {}, el('span', {}, String(line)), el('span', {dir: 'auto'}, pieces.map((t) => typeof t === 'string' ? t : el('mark', {'data-q': t[1]}, t[0])))));
  }
}

function showInText(i, q) {
  const root = state.open.get(i);
  const text = root && $('details.text', root);
  if (!text) return;
  text.open = true;
  fillText($('.resume', text), detail(i));
  root.querySelectorAll('.here').forEach((m) => m.classList.remove('here'));
  const [page, line] = detail(i).q[q];
  const mark = $(`mark[data-q="${q}"]`, text) ?? [...text.querySelectorAll('.resume div')][detail(i).x.findIndex((l) => l[0] === page && l[1] === line)];
  if (!mark) return;
  mark.classList.add('here');
  mark.scrollIntoView({block: 'center'});
  $('.resume', text).focus({preventScroll: true});
}

function kitPart(f) {
  return el('details', {class: 'kit'}, el('summary', {}, 'Interview kit: what to ask'),
    f.i.map(([title, ...rest]) => {
      const questions = [];
      for (let n = 0; n < rest.length; n += 2) questions.push(el('li', {}, head.says[rest[n]], el('small', {}, head.says[rest[n + 1]])));
      return [el('h3', {}, head.says[title]), el('ol', {}, questions)];
    }).flat());
}
