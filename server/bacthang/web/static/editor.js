// Makes the text area of the SPARQL page an editor, and asks without leaving the page. The server
// draws every answer; without this file the form sends itself and the page comes anew.
"use strict";

(() => {
  const form = document.getElementById("editor");
  const area = document.getElementById("query");
  const answer = document.getElementById("answer");
  const stop = document.getElementById("stop");
  const progress = document.getElementById("progress");
  const words = form.dataset;
  const LONGEST = 6000;

  // ── completion: prefixes, classes, properties and things of this graph ─────────────────────
  let known = null;
  const terms = () => (known ??= fetch(words.terms).then((response) => response.json()));

  const plain = (text) =>
    text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/[\u0300-\u036f]+/g, "");

  function expanded(token, prefixes) {
    const typed = token.string.replace(/^</, "");
    const colon = typed.indexOf(":");
    const base = colon < 0 ? undefined : prefixes[typed.slice(0, colon)];
    return base === undefined ? typed : base + typed.slice(colon + 1);
  }

  function fitting(named, typed) {
    const wanted = plain(typed);
    const begins = [];
    const holds = [];
    for (const [iri, name] of Object.entries(named)) {
      const local = iri.slice(Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1);
      if (plain(iri).startsWith(wanted) || plain(local).startsWith(wanted)) begins.push(iri);
      else if (!typed.includes(":") && plain(name).includes(wanted)) holds.push(iri);
    }
    return [...begins, ...holds].slice(0, 100);
  }

  function shortened(iri, prefixes) {
    const fit = Object.entries(prefixes).filter(([, base]) => iri.startsWith(base));
    fit.sort(([, a], [, b]) => b.length - a.length);
    const [name, base] = fit[0] ?? [];
    const local = base === undefined ? "" : iri.slice(base.length);
    return /^[\w-]+$/u.test(local) ? `${name}:${local}` : `<${iri}>`;
  }

  function drawn(item, _, hint) {
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = hint.name;
    item.append(hint.text, name);
  }

  function completer(name, sorts, isHere) {
    let all = {};
    let prefixes = {};
    return {
      name,
      bulk: false,
      autoShow: true,
      isValidCompletionPosition: isHere,
      preProcessToken: (_, token) => token,
      get: async (editor, token) => {
        const found = await terms();
        prefixes = { ...found.prefixes, ...editor.getPrefixesFromQuery() };
        all = Object.assign({}, ...sorts.map((sort) => found[sort]));
        return fitting(all, expanded(token, prefixes));
      },
      postProcessSuggestion: (_editor, _token, iri) => iri,
      postprocessHints: (_, hints) =>
        hints.map((hint) => {
          const short = shortened(hint.text, prefixes);
          return { ...hint, text: short, displayText: short, name: all[hint.text], render: drawn };
        }),
    };
  }

  const isWord = (token) => token.string.trim() !== "" && !/^[?$"'{}().;,]/.test(token.string);

  function isClassHere(editor) {
    const token = editor.getCompleteToken();
    const before = editor.getPreviousNonWsToken(editor.getDoc().getCursor().line, token);
    return isWord(token) && ["a", "rdf:type"].includes(before.state.lastProperty);
  }

  function isPropertyHere(editor) {
    const token = editor.getCompleteToken();
    return isWord(token) && token.state.possibleCurrent.includes("a");
  }

  function isThingHere(editor) {
    const token = editor.getCompleteToken();
    return token.string.includes(":") && !isClassHere(editor) && !isPropertyHere(editor) &&
      editor.getPreviousNonWsToken(editor.getDoc().getCursor().line, token).string
        .toUpperCase() !== "PREFIX";
  }

  function teach(Yasqe) {
    Yasqe.defaults.autocompleters = [];
    Yasqe.registerAutocompleter(completer("property", ["properties"], isPropertyHere));
    Yasqe.registerAutocompleter(completer("class", ["classes"], isClassHere));
    Yasqe.registerAutocompleter(completer("thing", ["things", "classes"], isThingHere));
    Yasqe.registerAutocompleter(Yasqe.Autocompleters.variables);
    Yasqe.forkAutocompleter("prefixes", {
      name: "prefixes",
      persistenceId: null,
      get: async () =>
        Object.entries((await terms()).prefixes).map(([name, iri]) => `${name}: <${iri}>`),
    });
  }

  // ── the editor ─────────────────────────────────────────────────────────────────────────────
  let leaving = false;

  // After Esc the Tab key moves on, until anything else is typed.
  function leave(editor, now) {
    if (leaving === now) return;
    leaving = now;
    progress.textContent = now ? words.free : "";
    const keys = editor.getOption("extraKeys");
    const [tab, back] = now ? [false, false] : ["indentMore", "indentLess"];
    editor.setOption("extraKeys", { ...keys, Tab: tab, "Shift-Tab": back });
  }

  function make(Yasqe) {
    teach(Yasqe);
    const run = () => form.requestSubmit();
    const place = document.createElement("div");
    area.before(place);
    const editor = new Yasqe(place, {
      value: area.value,
      persistenceId: null,
      consumeShareLink: null,
      createShareableLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: "auto",
      prefixCcApi: null,
      screenReaderLabel: words.label,
      requestConfig: { endpoint: form.action },
      extraKeys: {
        "Ctrl-Enter": run,
        "Cmd-Enter": run,
        "Ctrl-S": false,
        Esc: (own) => leave(own, true),
        Tab: "indentMore",
        "Shift-Tab": "indentLess",
      },
    });
    editor.showNotification = () => {};
    editor.checkSyntax = () => check(editor);
    check(editor);
    editor.on("change", () => {
      area.value = editor.getValue();
    });
    editor.on("keydown", (own, event) => {
      if (!["Tab", "Escape", "Shift"].includes(event.key)) leave(own, false);
    });
    editor.on("blur", (own) => leave(own, false));
    area.hidden = true;
    form.querySelector("label[for=query]").hidden = true;
    document.getElementById("keys").hidden = false;
    return editor;
  }

  // Marks the first line that cannot be right, as one types.
  function check(editor) {
    editor.clearGutter("gutterErrorBar");
    editor.queryValid = true;
    for (let line = 0; line < editor.getDoc().lineCount(); line += 1) {
      const end = editor.getDoc().getLine(line).length;
      const state = editor.getTokenAt({ line, ch: end }, true).state;
      editor.setOption("queryType", state.queryType);
      if (state.OK === false) {
        const sign = document.createElement("div");
        sign.className = "fault";
        sign.textContent = "!";
        sign.title = words.here;
        editor.setGutterMarker(line, "gutterErrorBar", sign);
        editor.queryValid = false;
        return;
      }
    }
  }

  // Marks the place that the server refused.
  let marked = [];
  function mark(editor) {
    marked.forEach((one) => one.clear());
    marked = [];
    const trouble = document.getElementById("trouble");
    if (!trouble?.dataset.line) return;
    const doc = editor.getDoc();
    const line = Math.min(Number(trouble.dataset.line) - 1, doc.lastLine());
    const column = Math.min(Number(trouble.dataset.column) - 1, doc.getLine(line).length);
    const text = doc.getLine(line);
    const before = column > 0 && /^\s?$/.test(text.charAt(column));
    const cursor = { line, ch: before ? column : column + 1 };
    const word = editor.getCompleteToken(editor.getTokenAt(cursor), cursor);
    const from = { line, ch: word.start };
    marked.push(doc.markText(from, { line, ch: word.end }, { className: "fault-here" }));
    const whole = editor.addLineClass(line, "wrap", "faulty");
    marked.push({ clear: () => editor.removeLineClass(whole, "wrap", "faulty") });
    doc.setCursor({ line, ch: column });
  }

  // ── asking ─────────────────────────────────────────────────────────────────────────────────
  let running = null;

  async function ask(address, options = {}) {
    running?.abort();
    const own = (running = new AbortController());
    const began = performance.now();
    const tick = () => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      progress.textContent = words.asking.replace("{n}", seconds);
    };
    const clock = setInterval(tick, 100);
    stop.hidden = false;
    answer.classList.add("waiting");
    try {
      const response = await fetch(address, {
        ...options, headers: { Accept: "text/html" }, signal: own.signal,
      });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("answer");
      if (!fresh) throw new TypeError(String(response.status));
      answer.replaceChildren(...fresh.childNodes);
      answer.dispatchEvent(new Event("answer", { bubbles: true }));
      progress.textContent = "";
      return true;
    } catch (error) {
      progress.textContent = error.name === "AbortError" ? words.stopped : words.away;
      return false;
    } finally {
      clearInterval(clock);
      if (running === own) {
        running = null;
        stop.hidden = true;
        answer.classList.remove("waiting");
      }
    }
  }

  function show() {
    answer.focus({ preventScroll: true });
    if (answer.getBoundingClientRect().top > 0.7 * innerHeight) answer.scrollIntoView();
  }

  let visited = location.search;

  function visit(address) {
    history.pushState(null, "", address);
    visited = location.search;
  }

  async function submitted(editor, source) {
    const fields = new URLSearchParams(new FormData(source));
    const address = `${source.action}?${fields}`;
    const long = address.length > LONGEST;
    const asked = long
      ? ask(source.action, { method: "POST", body: fields })
      : ask(address);
    if (await asked) {
      if (!long) visit(address);
      mark(editor);
      if (document.getElementById("trouble")) editor.focus();
      else show();
    }
  }

  async function example(editor, link) {
    const response = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    editor.setValue(page.getElementById("query").value);
    form.requestSubmit();
  }

  if (!window.Yasqe) return;
  const editor = make(window.Yasqe.Yasqe ?? window.Yasqe);
  mark(editor);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted(editor, form);
  });
  stop.addEventListener("click", () => running?.abort());
  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey);
  document.querySelector(".examples").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    example(editor, link);
  });
  answer.addEventListener("click", (event) => {
    const link = event.target.closest("a.chip");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    ask(link.href).then((done) => done && visit(link.href));
  });
  answer.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted(editor, event.target);
  });
  addEventListener("popstate", () => location.search !== visited && location.reload());
})();
