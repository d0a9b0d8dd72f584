// Elements are made with text only, never from strings of HTML.
function el(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes ?? {})) {
    if (v === undefined || v === null || v === false) continue;
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v === true ? '' : v);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ''));
  return e;
}

function svg(tag, attributes, ...children) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [k, v] of Object.entries(attributes ?? {})) e.setAttribute(k, v);
  e.append(...children);
  return e;
}

// meter is a thin bar of parts that add up to at most 1: [[share, class], …].
function meter(parts, says) {
  let x = 0;
  const bars = parts.map(([share, c]) => {
    const r = svg('rect', {x: `${x * 100}%`, width: `${share * 100}%`, height: 4, class: c});
    x += share;
    return r;
  });
  const a = says ? {role: 'img', 'aria-label': says} : {'aria-hidden': 'true'};
  return svg('svg', {width: '100%', height: 4, ...a}, svg('rect', {width: '100%', height: 4, rx: 2, class: 'rest-f'}), ...bars);
}

const stateWords = {'met': '● met', 'partly-met': '◐ partly met', 'not-shown': '○ not shown', 'could-not-read': '? could not read'};
const worth = {'listed': 'listed (½)', 'unplaced': 'unplaced (½)', 'role-list': 'role list (¾)'};
const at = (page, line) => page ? `p${page}:${line}` : `l.${line}`;

function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], {type}));
  const a = el('a', {href: url, download: name});
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
