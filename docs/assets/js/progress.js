/* Which pages the reader has read, and is sure of: kept on this device, marked on the page itself and in the contents.
   Other scripts show it elsewhere and call it `guide.progress`. A page that is not begun has no state. */
guide.progress = (function () {
  "use strict"

  var name = "progress"
  var choices = [["", "Not begun"], ["read", "Read"], ["sure", "Sure"]]
  var numbers = [].map.call(document.querySelectorAll(".contents [data-number]"), function (link) {
    return Number(link.dataset.number)
  })
  var listeners = []
  var unkept // what is marked in a browser that keeps nothing

  function all() {
    if (unkept) return unkept
    var kept = guide.kept(name, {}), known = {}
    numbers.forEach(function (number) {
      if (kept[number] === "read" || kept[number] === "sure") known[number] = kept[number]
    })
    return known
  }

  function change(changes) {
    var after = Object.assign({}, all(), changes)
    Object.keys(after).forEach(function (number) { if (!after[number]) delete after[number] })
    if (!guide.keep(name, after)) {
      if (!unkept) warn()
      unkept = after
    }
    tell()
  }

  function tell() {
    var now = all()
    listeners.forEach(function (listener) { listener(now) })
  }

  function warn() {
    var text = "This browser keeps nothing: what you mark is lost when you leave the page."
    var warning = document.createElement("p")
    warning.className = "unkept"
    warning.textContent = text
    document.querySelector(".standing, .plans")?.before(warning)
    guide.say(text)
  }

  /* Show a state at an element, and to a screen reader at the end of `words` within it. */
  function mark(element, words, state) {
    if (state) element.dataset.progress = state
    else delete element.dataset.progress
    var said = words.querySelector(".mark-said")
    if (!said) {
      said = document.createElement("span")
      said.className = "mark-said unseen"
      words.append(said)
    }
    said.textContent = state ? " (" + state + ")" : ""
  }

  document.querySelectorAll(".standing").forEach(function (place, index) {
    var label = document.createElement("span")
    label.id = "standing-" + index
    label.className = "standing-label"
    label.textContent = "Your progress"
    var group = document.createElement("div")
    group.className = "standing-choices"
    group.setAttribute("role", "radiogroup")
    group.setAttribute("aria-labelledby", label.id)
    var inputs = choices.map(function (choice) {
      var input = document.createElement("input")
      input.type = "radio"
      input.name = label.id
      input.value = choice[0]
      input.autocomplete = "off" // else a reloaded page gets what was chosen, not what is kept
      input.addEventListener("change", function () {
        change({ [place.dataset.number]: input.value })
      })
      var text = document.createElement("span")
      text.textContent = choice[1]
      var whole = document.createElement("label")
      whole.append(input, text)
      group.append(whole)
      return input
    })
    place.append(label, group)
    listeners.push(function (now) {
      inputs.forEach(function (input) { input.checked = input.value === (now[place.dataset.number] || "") })
    })
  })

  listeners.push(function (now) {
    document.querySelectorAll(".contents [data-number]").forEach(function (link) {
      mark(link, link, now[link.dataset.number])
    })
  })

  addEventListener("storage", function (event) { // another tab has changed it, or cleared everything
    if (event.key === guide.base.pathname + name || event.key === null) tell()
  })
  addEventListener("pageshow", function (event) { if (event.persisted) tell() })
  tell()

  return {
    /* The numbers of all questions. */
    numbers: numbers,

    /* The state of each page that is begun: { 3: "read", 7: "sure" }. */
    all: all,

    /* Change the state of some pages; "" is a page that is not begun. */
    change: change,

    mark: mark,

    /* How many pages are in a state. */
    count: function (states, state) {
      return Object.values(states).filter(function (one) { return one === state }).length
    },

    /* Call `listener` with all states, now and after every change, here or in another tab. */
    follow: function (listener) {
      listeners.push(listener)
      listener(all())
    },
  }
})()
