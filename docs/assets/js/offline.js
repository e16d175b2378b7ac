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

  /* A new version lies on this device, whole. The next page that is opened is of it. */
  function offer() {
    if (document.querySelector(".news")) return
    var news = document.createElement("p")
    var button = document.createElement("button")
    news.className = "news"
    news.setAttribute("role", "status")
    document.body.append(news)
    button.type = "button"
    button.textContent = "Reload"
    button.addEventListener("click", function () { location.reload() })
    news.append("A new version of the guide is here. ", button)
  }

  workers.addEventListener("message", function (event) {
    if (event.data.news) offer()
    else guide.say("This is the new version of the guide, of " + read(event.data.replaced) + ".")
  })

  guide.date = read
  guide.worker = new Promise(function (resolve, reject) {
    addEventListener("load", function () { // after all that is needed to read
      workers.register(new URL("sw.js", guide.base)).then(function () { return workers.ready }).then(resolve, reject)
    })
  })
  guide.worker.then(function (registration) {
    registration.active.postMessage({ does: "opened", urls: shown() })
  }, function () {}) // where the browser refuses, in a private window for instance, the page is there
})()
