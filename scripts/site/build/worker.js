/* Answers for the network when there is none. scripts/site/build/worker.py puts it at the site's root and fills in
   BUILD: another build is another worker, which the browser notices at the next visit.

   There are two stores to a build. SEEN has what was opened; it answers when the network does not. SAVED has the whole
   guide, each file held against the digest that the build wrote down. Once it is whole it answers first, and it gives
   way to the next build only when that is whole too. So no page meets a style sheet, a script or an index of another
   build: SAVED has the files of one build, and everywhere else these three carry their digest in their name. */
"use strict"

const BUILD = "@BUILD@"
const HOME = new URL("./", location).href
const OURS = `guide ${new URL(HOME).pathname} ` // what else lies on this host keeps its stores
const SEEN = `${OURS}seen ${BUILD.version}`, SAVED = `${OURS}saved ${BUILD.version}`
const LIST = `${HOME}offline.json` // goes into SAVED last: it is whole when this is there
const DIGEST = /\.[0-9a-f]{8}\.(min\.)?(css|js|json)$/
let list, taken = false

const on = (event, act) => addEventListener(event, event => event.waitUntil(act(event)))
const find = (store, request) => caches.match(request, { cacheName: store, ignoreSearch: true, ignoreVary: true })
const count = async () => (await (await caches.open(SAVED)).keys()).length
const names = async () => (await caches.keys()).filter(name => name.startsWith(OURS))
const tidy = async () => (await names()) // the stores of earlier builds
  .filter(name => name !== SEEN && name !== SAVED).forEach(name => caches.delete(name))

async function other() { // the store of another build that is whole
  for (const name of await names()) if (name !== SAVED && await find(name, LIST)) return name
}
const whole = async () => await find(SAVED, LIST) ? SAVED : await other()
const read = async store => store && (await find(store, LIST)).json()

async function save(most) { // up to so many more files; how many there are then
  list ??= await (await fetch(LIST, { cache: "no-cache" })).json()
  if (list.version !== BUILD.version) throw (list = null, registration.update(), new DOMException("", "VersionError"))
  const saved = await caches.open(SAVED), earlier = await other()
  const known = (await read(earlier))?.files ?? {}
  const here = new Set((await saved.keys()).map(({ url }) => url))
  const missing = Object.keys(list.files).filter(name => !here.has(HOME + name))
  await Promise.all(missing.slice(0, most).map(async name => {
    const integrity = list.files[name], same = known[name] === integrity && await find(earlier, HOME + name)
    await saved.put(HOME + name, same || await fetch(HOME + name, { cache: "no-cache", integrity }))
  }))
  if (missing.length <= most) await saved.put(LIST, Response.json(list))
  return BUILD.files - Math.max(0, missing.length - most)
}

const does = {
  async state() {
    const store = await whole()
    return { ...BUILD, whole: !!store, done: await count(), date: (await read(store))?.date ?? BUILD.date }
  },
  save: ({ most }) => save(most),
  remove: async () => { for (const name of await names()) if (!name.includes(" seen ")) await caches.delete(name) },
  take: () => (taken = true, skipWaiting()),
  async keep({ urls }) { // what a page shows: some was there before the worker, and some will be asked for later
    if (await whole()) return
    const seen = await caches.open(SEEN)
    await Promise.all(urls.map(async url => await seen.match(url) ?? seen.add(url)))
  },
}

async function answer({ request }, wait) {
  const store = await whole(), known = await find(store ?? SAVED, request) ?? await find(SEEN, request)
  if (known && (store || DIGEST.test(new URL(request.url).pathname))) return known
  try {
    const page = request.mode === "navigate" // not from the browser's own cache, which may be of an earlier build
    const response = await fetch(request, page ? { cache: "no-cache" } : {}), copy = response.clone()
    if (response.status === 200 && !request.url.endsWith(".zip"))
      wait(caches.open(SEEN).then(seen => seen.put(request, copy)).catch(() => {})) // a full device reads on
    return response
  } catch {
    if (known || request.mode !== "navigate") return known ?? Response.error()
    return Response.redirect(`${HOME}${BUILD.page}?wanted=${encodeURIComponent(request.url)}`)
  }
}

addEventListener("fetch", event => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(HOME)) return
  event.respondWith(answer(event, promise => event.waitUntil(promise)))
})
on("message", ({ data, ports: [port] }) => does[data.does](data)
  .then(is => port?.postMessage({ is }), error => port?.postMessage({ failed: error.name })))
on("install", async () => {
  const shell = BUILD.shell.map(name => new Request(HOME + name, { cache: "no-cache" }))
  await (await caches.open(SEEN)).addAll(shell)
  if (!await other()) return skipWaiting()
  while (await save(25) < BUILD.files); // then it waits for a page's word
})
on("activate", async () => {
  tidy() // no page waits for it: while this one activates, nobody answers
  await clients.claim()
  if (!taken) return // else the pages load again; not before: what is asked of a worker that goes may never be answered
  for (const page of await clients.matchAll()) page.postMessage({ replaced: BUILD.date })
})
