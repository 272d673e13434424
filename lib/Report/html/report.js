"use strict";
// Draws the report from the JSON above. Text of the program goes in as text
// nodes only, so nothing in it can become markup.
(() => {
const began = performance.now();
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const make = (tag, attributes, ...children) => {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {}))
    if (k === "on") for (const [w, f] of Object.entries(v)) e.addEventListener(w, f);
    else if (v !== undefined && v !== false) e.setAttribute(k, v === true ? "" : v);
  e.append(...children);
  return e;
};
const relative = (file) =>
  file.startsWith(data.root + "/") ? file.slice(data.root.length + 1) : file;
const dirOf = (file) => {
  const r = relative(file), at = r.lastIndexOf("/");
  return at < 0 ? "." : r.slice(0, at);
};
const plural = (n, word) => n + " " + word + (n === 1 ? "" : "s");

const findings = data.findings.map((f, index) => ({
  f, index, dir: dirOf(f.file), row: null, body: null,
  words: [f.check, f.message, relative(f.file), f.function, f.object,
          ...f.notes.map((n) => n.message)].join("\n").toLowerCase(),
}));

// ---- Source excerpts -------------------------------------------------------
const KEYWORDS = new Set(("alignas alignof auto bool break case catch char class co_await co_return co_yield " +
  "const constexpr continue decltype default delete do double else enum explicit extern false final float for " +
  "friend goto if inline int long mutable namespace new noexcept nullptr operator override private protected " +
  "public register requires restrict return short signed sizeof static static_assert struct switch template this " +
  "throw true try typedef typename union unsigned using virtual void volatile while").split(" "));
const TOKEN = /(\/\/.*|\/\*.*?(?:\*\/|$))|("(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?)|(\b\d[\w.']*)|([A-Za-z_]\w*)/g;
function highlighted(text) {
  const out = document.createDocumentFragment();
  if (/^\s*#/.test(text)) { out.append(make("span", {class: "t-p"}, text)); return out; }
  let last = 0;
  for (const m of text.matchAll(TOKEN)) {
    const kind = m[1] ? "t-c" : m[2] ? "t-s" : m[3] ? "t-n" : KEYWORDS.has(m[4]) ? "t-k" : "";
    if (!kind) continue;
    out.append(text.slice(last, m.index), make("span", {class: kind}, m[0]));
    last = m.index + m[0].length;
  }
  out.append(text.slice(last));
  return out;
}

const AROUND = 2, LONGEST = 60;
// All scenes of one file in one table; lines between decision and act are the
// window. What is far from any scene is left out.
function excerpt(file, scenes, missing) {
  const lines = data.sources[file] || {};
  const here = scenes.filter((s) => s.lane === 0);
  const open = here.find((s) => s.beat === "opens"), close = here.find((s) => s.beat === "closes");
  const inWindow = (n) => open && close && open.line <= n && n <= close.line;
  const missingAt = open && close && open.line <= close.line ? open.line : 0;
  const wanted = new Set();
  const last = Math.max(...scenes.map((s) => s.line)), first = Math.min(...scenes.map((s) => s.line));
  for (const s of scenes)
    for (let n = s.line - AROUND; n <= s.line + AROUND; ++n) wanted.add(n);
  if (last - first <= LONGEST) for (let n = first; n <= last; ++n) if (inWindow(n)) wanted.add(n);
  const body = make("tbody");
  let before = 0;
  for (const n of [...wanted].filter((n) => String(n) in lines).sort((a, b) => a - b)) {
    if (before && n !== before + 1)
      body.append(make("tr", {class: "gap"}, make("td", {}, "\u22ee"), make("td", {}, "\u22ee")));
    before = n;
    const said = scenes.filter((s) => s.line === n);
    const classes = [inWindow(n) ? "in" : "", said.length ? "mark" : ""].join(" ").trim();
    body.append(make("tr", {class: classes || undefined},
                     make("td", {}, String(n)), make("td", {}, highlighted(lines[n]))));
    for (const s of said)
      body.append(make("tr", {class: "say" + (inWindow(n) ? " in" : "")}, make("td", {}, ""),
        make("td", {}, (s.beat === "opens" ? "\u250c the window opens: " :
                        s.beat === "closes" ? "\u2514 the window closes: " :
                        s.beat === "intruder" ? "\u26a1 " : "\u2502 ") + s.message)));
    if (n === missingAt && missing && open.line < close.line)
      body.append(make("tr", {class: "say in"}, make("td", {}, ""), make("td", {}, "\u2506 " + missing)));
  }
  return body.childElementCount
    ? make("div", {class: "excerpt", tabindex: "0", role: "region", "aria-label": "Source of " + relative(file)},
           make("table", {}, body))
    : make("p", {class: "soft"}, "The source was not readable.");
}

// ---- The interleaving ------------------------------------------------------
const SVG = "http://www.w3.org/2000/svg";
const draw = (tag, attributes, text) => {
  const e = document.createElementNS(SVG, tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  if (text !== undefined) e.textContent = text;
  return e;
};
function wrapped(text, room) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const now = lines[lines.length - 1];
    if (now && now.length + word.length + 1 > room) lines.push(word);
    else lines[lines.length - 1] = now ? now + " " + word : word;
  }
  return lines.flatMap((l) => l.match(new RegExp(".{1," + room + "}", "g")) || [""]);
}
function diagram(f, width) {
  const story = f.interleaving, half = width / 2, lane = (n) => 14 + n * half;
  const room = Math.max(12, Math.floor((half - 48) / 7));
  let y = 52;
  const placed = story.scenes.map((s) => {
    const text = wrapped(s.message, room);
    const where = s.seen ? wrapped(relative(s.file).split("/").pop() + ":" + s.line, room) : [];
    const spot = {s, y, text, where};
    y += 18 * (text.length + where.length) + 22;
    return spot;
  });
  const svg = draw("svg", {class: "story", viewBox: "0 0 " + width + " " + y, width, height: y, role: "img"});
  svg.append(draw("title", {}, placed.map((p) => story.lanes[p.s.lane] + ": " + p.s.message).join("; then ")));
  const open = placed.find((p) => p.s.beat === "opens"), close = placed.findLast((p) => p.s.beat === "closes");
  if (open && close)
    svg.append(draw("rect", {class: "window", x: lane(0) - 10, y: open.y - 5, width: 20,
                             height: Math.max(10, close.y - open.y), rx: 6}));
  for (const n of [0, 1]) {
    svg.append(draw("text", {class: "who", x: lane(n) - 8, y: 18}, story.lanes[n]));
    svg.append(draw("line", {class: "rail", x1: lane(n), x2: lane(n), y1: 30, y2: y - 8}));
  }
  for (const p of placed) {
    const x = lane(p.s.lane), bad = p.s.beat === "intruder";
    if (bad)
      svg.append(draw("path", {class: "badline", d: "M" + x + " " + (p.y - 5) + " H" + (lane(0) + 8)}));
    svg.append(draw("circle", {class: bad ? "bad" : "dot", cx: x, cy: p.y - 5, r: 6}));
    let at = p.y + (bad ? 16 : 0);
    if (!bad) at = p.y;
    p.text.forEach((t) => { svg.append(draw("text", {x: x + 18, y: at}, t)); at += 18; });
    p.where.forEach((t) => { svg.append(draw("text", {class: "where", x: x + 18, y: at}, t)); at += 18; });
  }
  return svg;
}

// ---- Pages of checks: a little Markdown ------------------------------------
function page(markdown) {
  const out = make("div", {class: "page"});
  let code = null, table = [];
  const flush = () => { if (table.length) out.append(make("div", {class: "table"}, table.join("\n"))); table = []; };
  let paragraph = [];
  const end = () => { if (paragraph.length) out.append(make("p", {}, paragraph.join(" "))); paragraph = []; };
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) {
      end(); flush();
      if (code) { out.append(make("pre", {}, code.join("\n"))); code = null; } else code = [];
    } else if (code) code.push(line);
    else if (/^#+ /.test(line)) { end(); flush(); out.append(make("h3", {}, line.replace(/^#+ /, ""))); }
    else if (/^\|/.test(line)) { end(); if (!/^\|[-|: ]*$/.test(line)) table.push(line.replace(/^\||\|$/g, "").trim()); }
    else if (!line.trim()) { end(); flush(); }
    else if (/^\* /.test(line)) { end(); paragraph.push("\u2022 " + line.slice(2)); }
    else paragraph.push(line.trim());
  }
  end(); flush();
  return out;
}

// ---- One finding -----------------------------------------------------------
function copyable(text) {
  const button = make("button", {type: "button", class: "plain"}, "Copy");
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = make("textarea", {}, text);
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return make("div", {class: "copy"}, make("code", {}, text), button);
}
function fill(item) {
  const f = item.f, body = item.body, story = f.interleaving;
  const scenes = story.scenes.length ? story.scenes : [{lane: 0, beat: "act", seen: true, file: f.file,
    line: f.line, message: f.message},
    ...f.notes.filter((n) => n.kind !== "advice").map((n) => ({lane: 0, beat: "inside", seen: true, ...n}))];
  if (story.scenes.length) {
    body.append(make("h3", {}, "How it goes wrong"));
    body.append(diagram(f, Math.max(300, Math.min(760, (byId("list").clientWidth || 760) - 32))));
  }
  const files = [...new Set(scenes.filter((s) => s.seen).map((s) => s.file))];
  for (const file of files) {
    body.append(make("h3", {}, make("span", {class: "path"}, relative(file))));
    body.append(excerpt(file, scenes.filter((s) => s.seen && s.file === file), story.missing));
  }
  const more = f.notes.filter((n) => n.kind === "evidence" && !scenes.some((s) => s.message === n.message));
  for (const n of more) body.append(make("p", {class: "soft"}, n.message));
  for (const n of f.notes.filter((n) => n.kind === "advice"))
    body.append(make("h3", {}, "What would keep it shut"), make("p", {class: "fix"}, n.message));
  body.append(make("h3", {}, "If it is meant so"),
              copyable("// NOLINTNEXTLINE(" + f.check + "): why nobody can come in between"));
  const text = data.pages[f.check];
  if (text) {
    const about = make("details", {}, make("summary", {}, "About " + f.check));
    about.addEventListener("toggle", () => { if (about.open && about.childElementCount === 1) about.append(page(text)); });
    body.append(about);
  }
  body.append(make("p", {class: "soft"}, "Fingerprint ", make("code", {}, f.fingerprint),
                   f.function ? make("span", {}, " in ", make("code", {}, f.function)) : ""));
}
function toggle(item, open) {
  if (!item.body) {
    item.body = make("div", {class: "body", id: "b" + item.index, hidden: true});
    item.row.append(item.body);
  }
  if (open === undefined) open = item.body.hidden;
  if (open && !item.body.childElementCount) fill(item);
  item.body.hidden = !open;
  item.head.setAttribute("aria-expanded", String(open));
}
function row(item) {
  const f = item.f;
  item.head = make("button", {type: "button", class: "head", "aria-expanded": "false",
                              on: {click: () => toggle(item)}},
    make("span", {class: "tags"}, make("span", {class: "tag " + f.severity}, f.severity),
      make("span", {class: "tag"}, f.confidence + " confidence"), make("span", {class: "soft"}, f.check),
      f.suppressed ? make("span", {class: "tag"}, "suppressed") : "",
      f.known ? make("span", {class: "tag"}, "in the baseline") : ""),
    make("span", {class: "path"}, relative(f.file) + ":" + f.line + ":" + f.column),
    make("span", {}, f.message));
  item.row = make("article", {class: "finding", id: f.fingerprint}, item.head);
  return item.row;
}

// ---- Overview and filters --------------------------------------------------
const FIELDS = {family: (i) => i.f.family, check: (i) => i.f.check, severity: (i) => i.f.severity,
                confidence: (i) => i.f.confidence, dir: (i) => i.dir};
function counts(of) {
  const n = new Map();
  for (const i of findings) n.set(of(i), (n.get(of(i)) || 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
function chart(title, field) {
  const all = counts(FIELDS[field]), most = all.length ? all[0][1] : 1, shown = all.slice(0, 10);
  const box = make("div", {class: "chart"}, make("h2", {}, title));
  for (const [name, n] of shown)
    box.append(make("button", {type: "button", class: "bar", title: name,
                               on: {click: () => { byId(field).value = name; apply(); }}},
      make("span", {class: "name"}, name), make("span", {class: "n"}, String(n)),
      make("span", {class: "track"}, make("span", {class: "fill", style: "width:" + (100 * n / most) + "%"}))));
  if (all.length > shown.length) box.append(make("p", {class: "soft"}, "and " + (all.length - shown.length) + " more"));
  return box;
}
function apply() {
  const words = byId("q").value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = Object.entries(FIELDS).map(([field, of]) => [byId(field).value, of]).filter(([v]) => v);
  let shown = 0;
  for (const i of findings) {
    const fits = wanted.every(([v, of]) => of(i) === v) && words.every((w) => i.words.includes(w));
    i.row.hidden = !fits;
    shown += fits;
  }
  byId("count").textContent = shown === findings.length ? plural(shown, "finding")
    : shown + " of " + plural(findings.length, "finding");
  const state = new URLSearchParams();
  for (const id of ["q", ...Object.keys(FIELDS)]) if (byId(id).value) state.set(id, byId(id).value);
  if (apply.ready) history.replaceState(null, "", state.size ? "#" + state : location.pathname + location.search);
}
function fromAddress() {
  const hash = location.hash.slice(1);
  const item = findings.find((i) => i.f.fingerprint === hash);
  if (item) { toggle(item, true); item.row.scrollIntoView(); return; }
  const state = new URLSearchParams(hash);
  for (const id of ["q", ...Object.keys(FIELDS)]) if (state.has(id)) byId(id).value = state.get(id);
}
function keys(e) {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const typing = e.target.matches("input, select, textarea");
  if (e.key === "Escape" && typing) { e.target.blur(); return; }
  if (typing) return;
  if (e.key === "/") { byId("q").focus(); e.preventDefault(); return; }
  if (e.key !== "j" && e.key !== "k") return;
  const open = findings.filter((i) => !i.row.hidden);
  const at = open.findIndex((i) => i.row.contains(document.activeElement));
  const next = open[e.key === "j" ? Math.min(at + 1, open.length - 1) : Math.max(at - 1, 0)];
  if (next) { next.head.focus(); next.head.scrollIntoView({block: "nearest"}); }
}

byId("facts").textContent = data.root + " \u00b7 " + plural(findings.length, "finding") + " in " +
  plural(data.units, "translation unit") + " \u00b7 " + data.tool;
for (const field of Object.keys(FIELDS)) {
  byId(field).append(make("option", {value: ""}, "all"));
  for (const [name, n] of counts(FIELDS[field])) byId(field).append(make("option", {value: name}, name + " (" + n + ")"));
  byId(field).addEventListener("change", apply);
}
byId("q").addEventListener("input", apply);
byId("reset").addEventListener("click", () => {
  for (const id of ["q", ...Object.keys(FIELDS)]) byId(id).value = "";
  apply();
});
if (findings.length) byId("overview").append(chart("Family", "family"), chart("Check", "check"), chart("Directory", "dir"));
const rows = document.createDocumentFragment();
for (const i of findings) rows.append(row(i));
if (!findings.length) rows.append(make("p", {}, "Nothing was found."));
byId("list").append(rows);
if (data.incomplete.length) {
  const box = byId("incomplete");
  box.hidden = false;
  box.firstElementChild.textContent = plural(data.incomplete.length, "file") + " not, or not wholly, analysed";
  for (const i of data.incomplete)
    box.lastElementChild.append(make("li", {}, make("span", {class: "path"}, relative(i.file)), " " + i.reason));
}
fromAddress();
apply();
apply.ready = true;
document.addEventListener("keydown", keys);
addEventListener("hashchange", () => { fromAddress(); apply(); });
document.documentElement.dataset.drawn = String(Math.round(performance.now() - began));
})();
