/* Answers for the network when there is none. scripts/site/build/worker.py puts it at the site's root.
   It knows no build: offline.json beside it says what the build is, and offline-files.json has the digests. So a new
   version of the guide is new data, and the worker stays: where one takes over from another that is just asked for a
   page, Chromium may let this page hang.

   SEEN has what was opened; it answers when the network does not. A store of SAVED has a whole build, each file held
   against its digest. Once it is whole it answers first, until the next build is here whole. So no page meets a style
   sheet, a script or an index of another build: a store of SAVED has the files of one, and everywhere else these three
   carry their digest in their name. */
"use strict"

const HOME = new URL("./", location).href
const BUILD = `${HOME}offline.json`, FILES = `${HOME}offline-files.json`
const OURS = `guide ${new URL(HOME).pathname} ` // what else lies on this host keeps its stores
const SEEN = `${OURS}seen`, SAVED = `${OURS}saved `
const DIGEST = /\.[0-9a-f]{8}\.(min\.)?(css|js|json)$/
let list

const saved = build => SAVED + build.version
const find = (store, request) => caches.match(request, { cacheName: store, ignoreSearch: true, ignoreVary: true })
const read = async (store, what) => (await find(store, what))?.json()
const latest = async what => (await fetch(what, { cache: "no-cache" })).json()
const names = async () => (await caches.keys()).filter(name => name.startsWith(SAVED)) // the newest comes last

async function whole() { // the newest build that is here whole: BUILD goes in last
  for (const name of (await names()).reverse()) if (await find(name, BUILD)) return name
}

async function save(most) { // up to so many more files; how many are missing then
  const build = await latest(BUILD)
  if (list?.version !== build.version) list = await latest(FILES)
  if (list.version !== build.version) throw new DOMException("published between the two", "VersionError")
  const store = await caches.open(saved(build)), earlier = await whole()
  const known = earlier ? (await read(earlier, FILES)).files : {}
  const here = new Set((await store.keys()).map(({ url }) => url))
  const missing = Object.keys(list.files).filter(name => !here.has(HOME + name))
  await Promise.all(missing.slice(0, most).map(async name => {
    const integrity = list.files[name], same = known[name] === integrity && await find(earlier, HOME + name)
    await store.put(HOME + name, same || await fetch(HOME + name, { cache: "no-cache", integrity }))
  }))
  if (missing.length > most) return missing.length - most
  await store.put(FILES, Response.json(list))
  await store.put(BUILD, Response.json(build))
  return 0
}

async function begin(build) { // the stores of earlier builds go, but for the one that is read
  const needed = [BUILD, ...build.shell.map(name => HOME + name)]
  const answers = await Promise.all(needed.map(url => fetch(url, { cache: "no-cache" })))
  for (const { ok, url, status } of answers) if (!ok) throw Error(`${url}: ${status}`)
  const reading = await whole()
  for (const name of [SEEN, ...await names()]) if (name !== reading) await caches.delete(name)
  const seen = await caches.open(SEEN)
  await Promise.all(needed.map((url, place) => seen.put(url, answers[place])))
}

async function renew() {
  const build = await latest(BUILD)
  if ((await read(SEEN, BUILD))?.version !== build.version) await begin(build)
  if ([undefined, saved(build)].includes(await whole())) return
  while (await save(25));
  for (const page of await clients.matchAll()) page.postMessage({ news: build.date })
}

async function replaced(urls) { // the date of the build that a page with these files is the first to show, if it is
  const store = await whole(), all = await names(), earlier = all.slice(0, all.indexOf(store))
  if (!store || !earlier.length || (await clients.matchAll()).length > 1) return // others may be of an earlier build
  for (const url of urls) if (DIGEST.test(url) && !await find(store, url)) return
  for (const name of earlier) await caches.delete(name)
  return (await read(store, BUILD)).date
}

const does = {
  async state() {
    const build = await latest(BUILD).catch(() => read(SEEN, BUILD)), store = await whole()
    const { length: done } = await (await caches.open(store ?? saved(build))).keys()
    return { ...build, ...store && await read(store, BUILD), whole: !!store, done }
  },
  save: ({ most }) => save(most),
  remove: async () => { for (const name of await names()) await caches.delete(name) },
  async opened({ urls }, page) { // what it shows: some was there before the worker, and some will be asked for later
    const date = await replaced(urls)
    if (date) page.postMessage({ replaced: date })
    await renew().catch(() => {}) // no network, or too little of it: at the next visit
    if (await whole()) return
    const seen = await caches.open(SEEN)
    await Promise.all(urls.map(async url => await seen.match(url) ?? seen.add(url)))
  },
}

async function answer({ request }, wait) {
  const store = await whole(), inStore = store && await find(store, request)
  const known = inStore ?? await find(SEEN, request) ?? await find(undefined, request)
  if (known && (store || DIGEST.test(new URL(request.url).pathname))) return known
  try {
    const page = request.mode === "navigate" // not from the browser's own cache, which may be of an earlier build
    const response = await fetch(request, page ? { cache: "no-cache" } : {}), copy = response.clone()
    if (response.status === 200 && !request.url.endsWith(".zip"))
      wait(caches.open(SEEN).then(seen => seen.put(request, copy)).catch(() => {})) // a full device reads on
    return response
  } catch {
    if (known || request.mode !== "navigate") return known ?? Response.error()
    const { page } = await read(SEEN, BUILD)
    return Response.redirect(`${HOME}${page}?wanted=${encodeURIComponent(request.url)}`)
  }
}

addEventListener("fetch", event => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(HOME)) return
  event.respondWith(answer(event, promise => event.waitUntil(promise)))
})
addEventListener("message", event => event.waitUntil(does[event.data.does](event.data, event.source)
  .then(is => event.ports[0]?.postMessage({ is }), error => event.ports[0]?.postMessage({ failed: error.name }))))
addEventListener("install", event => event.waitUntil(latest(BUILD).then(begin)))
addEventListener("activate", event => event.waitUntil(clients.claim()))
