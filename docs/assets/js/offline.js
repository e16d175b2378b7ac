/* Pages that were opened can be read with no network: the worker at the site's root keeps them. The edition that opens
   from disk has none, and `make serve` has none. */
(function () {
  "use strict"

  var workers = navigator.serviceWorker
  if (!document.querySelector("meta[name=worker]") || !workers) return

  /* What this page shows, or would show once it is scrolled, turned or tapped. */
  function shown() {
    var found = performance.getEntriesByType("resource").map(function (entry) { return entry.name })
    if (!navigator.connection?.saveData) {
      document.querySelectorAll("picture source, a.figure-link").forEach(function (element) {
        found.push(new URL(element.getAttribute("srcset") || element.href, location).href)
      })
    }
    found.push(location.origin + location.pathname)
    return found.filter(function (address, index) {
      return address.startsWith(guide.base.href) && found.indexOf(address) === index
    })
  }

  function read(date) {
    var parts = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }
    return new Date(date).toLocaleDateString("en-GB", parts)
  }

  /* A new version lies on this device, whole. It takes over before a page is read, or when the reader says so. */
  function watch(registration) {
    var next = registration.installing
    next?.addEventListener("statechange", function () {
      if (next.state !== "installed" || !workers.controller) return
      setTimeout(function () { // where nothing is saved it waits for nobody
        if (registration.waiting === next) offer(registration)
      }, 500)
    })
  }
  function offer(registration) {
    var news = document.createElement("p")
    var button = document.createElement("button")
    news.className = "news"
    news.setAttribute("role", "status")
    document.body.append(news)
    button.type = "button"
    button.textContent = "Reload"
    button.addEventListener("click", function () { replace(registration) })
    news.append("A new version of the guide is here. ", button)
  }
  /* The next worker takes over as soon as the old one is idle, and tells all pages. */
  function replace(registration) { registration.waiting?.postMessage({ does: "take" }) }

  workers.addEventListener("message", function (event) {
    guide.keep("replaced", event.data.replaced)
    workers.ready.then(function (registration) { // what is asked of a worker while it comes may never be answered
      var next = registration.active
      var reload = function () { if (next.state === "activated") location.reload() }
      next.addEventListener("statechange", reload)
      reload() // what is left of the old version is this page
    })
  })

  guide.date = read
  guide.worker = new Promise(function (resolve, reject) {
    addEventListener("load", function () { // after all that is needed to read
      workers.register(new URL("sw.js", guide.base)).then(function (registration) {
        if (registration.waiting && workers.controller) replace(registration)
        watch(registration)
        registration.addEventListener("updatefound", function () { watch(registration) })
        resolve(registration)
        return workers.ready
      }).then(function (registration) {
        registration.active.postMessage({ does: "keep", urls: shown() })
      }).catch(reject)
    })
  })
  guide.worker.catch(function () {}) // where the browser refuses, in a private window for instance, the page is there

  addEventListener("load", function () {
    var date = guide.kept("replaced")
    if (!date) return
    guide.keep("replaced", null)
    guide.say("This is the new version of the guide, of " + read(date) + ".")
  })
})()
