/* "Save for offline": the whole guide goes into this browser, and out of it again. */
(function () {
  "use strict"

  var box = document.querySelector(".saving")
  if (!box || !guide.worker) return
  var said = box.querySelector(".saving__state"), button = box.querySelector(".saving__save")
  var remove = box.querySelector(".saving__remove"), bar = box.querySelector(".saving__bar")
  var FILES = 20, PATIENCE = 60000 // files that are asked for at a time, and the milliseconds that they may take
  var going = false

  /* What the worker answers. */
  function ask(what) {
    return guide.worker.then(function (registration) {
      return new Promise(function (resolve, reject) {
        var ways = new MessageChannel()
        ways.port1.onmessage = function (event) {
          if (event.data.failed) reject(event.data.failed)
          else resolve(event.data.is)
        }
        setTimeout(reject, PATIENCE, "TimeoutError")
        registration.active.postMessage(what, [ways.port2])
      })
    })
  }

  function megabytes(bytes) { return (bytes / 1e6).toFixed(1) + " MB" }

  function show(state, words) {
    bar.hidden = !going
    bar.querySelector("progress").max = state.files
    bar.querySelector("progress").value = state.done
    bar.querySelector("span").textContent = state.done + " of " + state.files
    button.hidden = state.whole
    button.textContent = going ? "Stop" : state.done ? "Go on saving"
      : "Save for offline (" + megabytes(state.bytes) + ")"
    remove.hidden = going || !state.done
    remove.textContent = "Remove"
    said.textContent = words || (state.whole
      ? "Saved for offline · version of " + guide.date(state.date)
      : state.done ? state.done + " of " + state.files + " files are on this device."
        : "On this device are only the pages that you have opened.")
  }

  function why(failed, state, earlier) {
    var at = "Stopped at " + state.done + " of " + state.files + ": "
    if (failed === "QuotaExceededError")
      return at + "this device has no room left. The guide takes " + megabytes(state.room) + ". What is here stays."
    if (failed === "VersionError" || state.version !== earlier)
      return at + "a newer version has just been published. Go on, and that one is saved."
    return at + "the guide cannot be reached. What is here stays: go on when you are connected."
  }

  function save(state) {
    going = true
    navigator.storage?.persist?.() // or else a browser that is short of room may clear it away
    show(state, "Saving …")
    var next = function () {
      if (!going) return ask({ does: "state" }).then(show)
      return ask({ does: "save", most: FILES }).then(function (missing) {
        state.done = state.files - missing
        if (missing) {
          if (going) show(state, "Saving …")
          return next()
        }
        going = false
        state.whole = true
        show(state)
        said.focus() // the button is gone
      })
    }
    return next().catch(function (failed) {
      going = false
      return ask({ does: "state" }).then(function (now) { show(now, why(failed, now, state.version)) })
    })
  }

  button.addEventListener("click", function () {
    if (going) going = false
    else ask({ does: "state" }).then(save)
  })
  remove.addEventListener("click", function () {
    if (!confirm("Remove the saved guide from this device? To have it again takes a network.")) return
    ask({ does: "remove" }).then(function () { return ask({ does: "state" }) }).then(function (state) {
      show(state)
      button.focus()
    })
  })

  said.textContent = "Looking at what is on this device …"
  ask({ does: "state" }).then(function (state) {
    show(state)
    missed(state.whole)
  }, function () {
    said.textContent = "This browser keeps no pages. Private windows often do not."
  })

  /* The worker leads here where there is neither a network nor the page that was asked for. */
  function missed(whole) {
    var wanted = new URLSearchParams(location.search).get("wanted")
    if (!wanted || !wanted.startsWith(guide.base.href)) return
    var note = document.createElement("div")
    note.className = "missed"
    note.setAttribute("role", "alert")
    note.innerHTML = "<p><b></b> There is no connection. <a>Try again</a></p>"
    note.querySelector("b").textContent = whole
      ? "The saved guide has no such page." : "This page is not on this device yet."
    note.querySelector("a").href = wanted
    document.querySelector("h1").after(note)
    addEventListener("online", function () { location.replace(wanted) })
    if (!whole) listed().then(function (links) { if (links.length) note.append("These are: ", list(links)) })
  }
  function list(links) {
    var items = document.createElement("ul")
    links.forEach(function (link) {
      var item = document.createElement("li"), to = document.createElement("a")
      to.href = link.address
      to.textContent = link.title
      item.append(to)
      items.append(item)
    })
    return items
  }
  /* The pages that were opened, by their titles. */
  function listed() {
    return caches.keys().then(function (names) {
      var seen = names.find(function (name) { return name.startsWith("guide " + guide.base.pathname + " seen") })
      return seen ? caches.open(seen) : Promise.reject()
    }).then(function (store) {
      return store.keys().then(function (requests) {
        return Promise.all(requests.filter(function (one) {
          return one.url.endsWith("/") && !one.url.endsWith("practice/offline/")
        }).map(function (one) {
          return store.match(one).then(function (response) { return response.text() }).then(function (html) {
            return { address: one.url, title: new DOMParser().parseFromString(html, "text/html").title }
          })
        }))
      })
    }).catch(function () { return [] })
  }
})()
