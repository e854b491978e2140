(function () {
  "use strict";
  var holder = document.getElementById("network-data");
  if (!holder) { return; }
  var data = JSON.parse(holder.textContent);
  var words = data.words, links = data.links, texts = data.texts;
  var canvas = document.getElementById("canvas");
  var details = document.getElementById("details");
  var hits = document.getElementById("hits");
  var search = document.getElementById("search");
  var looks = Array.from(document.querySelectorAll(".kind input"));
  var filters = Array.from(document.querySelectorAll("select[data-filter]"));
  var MOST_LISTED = 40;
  var picked = null;

  function english() { return document.documentElement.lang === "en"; }
  document.querySelectorAll("tr[data-node]").forEach(function (row) {
    var word = words[row.dataset.node];
    word.name = Array.from(row.querySelectorAll("th bdi"), function (name) { return name.textContent; });
    var code = row.querySelector(".code");
    word.key = code.textContent;
    word.href = code.getAttribute("href");
  });
  data.nodes.forEach(function (node) { words[node.id].look = node.group; });
  words.forEach(function (word) { word.font = word.font || 14; word.kind = word.kind || word.look; });
  data.edges.forEach(function (edge, id) { edge.id = id; });
  function say(both) { return english() ? both[both.length - 1] : both[0]; }
  function told(name) { return details.getAttribute("data-" + name + "-" + (english() ? "en" : "th")); }
  function add(parent, tag, text) {
    var element = document.createElement(tag);
    if (text !== undefined) { element.textContent = text; }
    parent.append(element);
    return element;
  }

  // Thai is written without spaces: lines end between words where the browser knows them.
  var segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter("th", { granularity: "word" }) : null;
  function width(text) { return text.replace(/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g, "").length; }
  function wrap(text, longest, most) {
    var parts = segmenter ? Array.from(segmenter.segment(text), function (part) { return part.segment; }) : text.split(/(?<= )/);
    var lines = [""];
    for (var part of parts) {
      if (width(lines[lines.length - 1] + part.trimEnd()) > longest && lines[lines.length - 1]) {
        if (lines.length === most) { return lines.join("\n").trimEnd() + "…"; }
        lines[lines.length - 1] = lines[lines.length - 1].trimEnd();
        lines.push("");
        part = part.trimStart();
      }
      if (width(part) > longest) { part = part.slice(0, longest) + "…"; }
      lines[lines.length - 1] += part;
    }
    return lines.join("\n");
  }
  function label(word) {
    var narrow = word.look === "Agency" && words.length > 120;
    return wrap(say(word.short || word.name), narrow ? 18 : 24, narrow ? 1 : 2);
  }

  var around = words.map(function () { return []; });
  data.edges.forEach(function (edge) {
    around[edge.from].push([edge.to, edge.id]);
    around[edge.to].push([edge.from, edge.id]);
  });
  data.nodes.forEach(function (node) { node.font = { size: words[node.id].font }; node.label = label(words[node.id]); });
  var nodes = new vis.DataSet(data.nodes), edges = new vis.DataSet(data.edges);
  var network = new vis.Network(canvas, { nodes: nodes, edges: edges }, data.options);
  // What takes the keyboard is made by the library, and says nothing of itself.
  var frame = canvas.querySelector(".vis-network");
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", canvas.dataset.label);
  frame.setAttribute("aria-describedby", "pick");

  // What the filters leave: programs and funds that fit, and what these lead to; then without hidden kinds.
  function narrowed() {
    var asked = filters.filter(function (filter) { return filter.value; });
    if (!asked.length) { return new Set(words.keys()); }
    var fits = new Set();
    words.forEach(function (word, id) {
      if (word.look !== "Program" && word.look !== "FundingSource") { return; }
      var all = asked.every(function (filter) {
        var name = filter.dataset.filter, has = (word[name] || []).map(String);
        return has.includes(filter.value) || (name === "years" && !has.length);
      });
      if (all) { fits.add(id); }
    });
    var agency = asked.find(function (filter) { return filter.dataset.filter === "agencies"; });
    var kept = new Set(fits);
    fits.forEach(function (id) {
      around[id].forEach(function (pair) {
        var other = words[pair[0]];
        if (other.look === "Program" || other.look === "FundingSource") { return; }
        if (other.look === "Agency" && agency && other.key !== agency.value) { return; }
        kept.add(pair[0]);
      });
    });
    Array.from(kept).forEach(function (id) {
      if (words[id].look !== "Place") { return; }
      around[id].forEach(function (pair) { if (words[pair[0]].look === "SME") { kept.add(pair[0]); } });
    });
    return kept;
  }

  var visible = new Set(words.keys());
  function draw(fit) {
    var hidden = new Set(looks.filter(function (box) { return !box.checked; }).map(function (box) { return box.value; }));
    visible = new Set(Array.from(narrowed()).filter(function (id) { return !hidden.has(words[id].look); }));
    var near = picked !== null && visible.has(picked) ? new Set([picked].concat(around[picked].map(function (pair) { return pair[0]; }))) : null;
    // With few names left there is room for larger letters.
    var few = near !== null && near.size <= 12;
    nodes.update(words.map(function (word, id) {
      var size = few && near.has(id) ? Math.max(word.font, 24) : word.font;
      return { id: id, font: { size: size }, hidden: !visible.has(id), opacity: !near || near.has(id) ? 1 : 0.15, label: !near || near.has(id) ? label(word) : " " };
    }));
    edges.update(data.edges.map(function (edge) {
      var seen = visible.has(edge.from) && visible.has(edge.to);
      return { id: edge.id, hidden: !seen || (near !== null && edge.from !== picked && edge.to !== picked) };
    }));
    document.getElementById("visible-count").textContent = visible.size.toLocaleString("en");
    if (fit && visible.size) { network.fit({ nodes: Array.from(visible), animation: false }); }
  }

  function show() {
    details.replaceChildren();
    document.getElementById("pick").hidden = picked !== null;
    if (picked === null) { return; }
    var word = words[picked];
    add(details, "h3", say(word.name));
    var body = add(add(details, "table"), "tbody");
    word.facts.forEach(function (fact) {
      var row = add(body, "tr");
      add(row, "th", say(texts[fact[0]])).scope = "row";
      add(row, "td", say(texts[fact[1]]));
    });
    add(details, "h3", told("links") + " (" + around[picked].length.toLocaleString("en") + ")");
    var list = add(details, "ul");
    list.className = "links";
    around[picked].slice(0, MOST_LISTED).forEach(function (pair) {
      var button = add(add(list, "li"), "button", say(words[pair[0]].name));
      button.type = "button";
      button.addEventListener("click", function () { go(pair[0]); });
      var link = links[pair[1]], note = say(texts[link[1]]);
      add(button, "small", say(texts[link[0]]) + (note ? " · " + note : ""));
    });
    if (around[picked].length > MOST_LISTED) {
      add(details, "p", told("more").replace("{count}", (around[picked].length - MOST_LISTED).toLocaleString("en")));
    }
    if (word.href) {
      var further = add(add(details, "p"), "a", told("further"));
      further.setAttribute("href", word.href);
    } else if (data.command && !word.folded) {
      add(details, "p", told("further"));
      add(details, "p", data.command + " " + word.key + " --kind " + word.kind).className = "code";
    }
  }

  function pick(id) { picked = id; draw(false); show(); }
  function go(id) {
    if (!visible.has(id)) { clear(); }
    network.selectNodes([id]);
    pick(id);
    var near = around[id].map(function (pair) { return pair[0]; }).filter(function (other) { return visible.has(other); });
    network.fit({ nodes: [id].concat(near), maxZoomLevel: 1.2, animation: false });
  }
  function clear() {
    looks.forEach(function (box) { box.checked = true; });
    filters.forEach(function (filter) { filter.value = ""; });
    picked = null;
    network.unselectAll();
    draw(true);
    show();
  }

  function find() {
    hits.replaceChildren();
    var asked = search.value.trim().toLocaleLowerCase();
    if (!asked) { return; }
    var found = words.map(function (_, id) { return id; }).filter(function (id) {
      var word = words[id];
      return word.name.concat(word.short || [], [word.key]).some(function (name) { return name.toLocaleLowerCase().includes(asked); });
    });
    if (!found.length) { add(hits, "li", told("none")); }
    found.slice(0, 12).forEach(function (id) {
      var button = add(add(hits, "li"), "button", say(words[id].name));
      button.type = "button";
      button.addEventListener("click", function () { go(id); });
    });
    if (found.length > 12) { add(hits, "li", told("more").replace("{count}", (found.length - 12).toLocaleString("en"))); }
  }

  function translate() {
    document.querySelectorAll("option[data-th]").forEach(function (option) {
      option.textContent = option.getAttribute(english() ? "data-en" : "data-th");
    });
    draw(false);
    show();
    find();
  }

  looks.forEach(function (box) { box.addEventListener("change", function () { draw(true); }); });
  filters.forEach(function (filter) { filter.addEventListener("change", function () { picked = null; draw(true); show(); }); });
  search.addEventListener("input", find);
  document.getElementById("reset").addEventListener("click", clear);
  document.querySelectorAll("input[name=language]").forEach(function (choice) { choice.addEventListener("change", translate); });
  // The library scales the view once it has told of the new size: all is fitted after that.
  network.on("resize", function () {
    setTimeout(function () { if (picked === null) { network.fit({ animation: false }); } }, 0);
  });
  network.on("click", function (event) { pick(event.nodes.length ? event.nodes[0] : null); });

  // A picture keeps the letters it was drawn with: it is drawn again when the font is there.
  Promise.all([400, 700].flatMap(function (weight) {
    return ["ก", "a"].map(function (letter) { return document.fonts.load(weight + " 16px 'Noto Sans Thai'", letter); });
  })).then(function () {
    translate();
    network.fit({ animation: false });
    network.redraw();
    canvas.setAttribute("data-drawn", "true");
  });
})();
