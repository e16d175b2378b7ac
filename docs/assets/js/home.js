/* The home page: how far the reader is, and which of the questions are shown. What is chosen stands in the address. */
(function () {
  "use strict"

  var everything = document.querySelector(".all-questions")
  if (!everything) return
  var items = [].slice.call(everything.querySelectorAll(".question[data-number]"))
  var states = {}

  function made(tag, css, text) {
    var element = document.createElement(tag)
    if (css) element.className = css
    if (text) element.textContent = text
    return element
  }

  /* How far. */
  var plans = document.querySelector(".time a")
  function tally() {
    var place = everything.querySelector(".tally")
    var text = made("p", "tally-text"), bar = made("div", "tally-bar")
    bar.setAttribute("aria-hidden", "true")
    var counts = ["read", "sure"].map(function (state) { return [state, guide.progress.count(states, state)] })
    counts.forEach(function (count, index) {
      var dot = made("span", "tally-dot")
      dot.dataset.progress = count[0]
      text.append(index ? ", " : "", dot, count[1] + " " + count[0])
      var part = made("span")
      part.dataset.progress = count[0]
      part.style.width = (100 * count[1]) / items.length + "%"
      bar.prepend(part) // what is sure comes first
    })
    text.append(" of " + items.length)
    if (plans) {
      var link = made("a", "", "Save or load progress")
      link.href = plans.href.replace(/#.*/, "") + "#your-progress"
      text.append(" ", link)
    }
    place.replaceChildren(text, bar)
  }

  /* Which. */
  var topics = [].map.call(everything.querySelectorAll(".topic"), function (topic) {
    return [topic.dataset.topic, topic.querySelector("h2").textContent]
  })
  var choices = {
    topic: [["", "All topics"]].concat(topics),
    level: [["", "All levels"], ["core", "Core"], ["intermediate", "Intermediate"], ["advanced", "Advanced"]],
    progress: [["", "Any progress"], ["not-begun", "Not begun"], ["read", "Read"], ["sure", "Sure"]],
  }
  var labels = { topic: "Topic", level: "Level", progress: "Progress" }
  var selects = {}
  var left = made("p", "filters-left")
  left.setAttribute("role", "status")
  var reset = made("button", "filters-reset", "Show all")
  reset.type = "button"

  function matches(item) {
    return (!selects.level.value || item.dataset.level === selects.level.value)
      && (!selects.topic.value || item.closest(".topic").dataset.topic === selects.topic.value)
      && (!selects.progress.value || (states[item.dataset.number] || "not-begun") === selects.progress.value)
  }
  function show() {
    var shown = items.filter(function (item) { return !(item.hidden = !matches(item)) }).length
    everything.querySelectorAll(".topic").forEach(function (topic) {
      topic.hidden = !topic.querySelector(".question:not([hidden])")
    })
    var all = Object.values(selects).every(function (select) { return !select.value })
    reset.hidden = all
    everything.classList.toggle("all-questions--some", !all)
    var text = all ? "All " + items.length + " questions" : shown + " of " + items.length + " questions"
    if (left.textContent !== text) left.textContent = text
  }
  function written() {
    var chosen = new URLSearchParams()
    Object.keys(selects).forEach(function (name) {
      if (selects[name].value) chosen.set(name, selects[name].value)
    })
    var hash = chosen.toString()
    history.replaceState(history.state, "", hash ? "#" + hash : location.pathname + location.search)
    show()
  }
  function read() {
    var chosen = new URLSearchParams(location.hash.slice(1))
    Object.keys(selects).forEach(function (name) {
      var value = chosen.get(name)
      selects[name].value = choices[name].some(function (choice) { return choice[0] === value }) ? value : ""
    })
    show()
  }

  var fields = made("div", "filters-fields")
  Object.keys(choices).forEach(function (name) {
    var select = selects[name] = made("select")
    select.autocomplete = "off" // the address says what is chosen
    choices[name].forEach(function (choice) { select.add(new Option(choice[1], choice[0])) })
    select.addEventListener("change", written)
    select.id = "filters-" + name
    var label = made("label", "", labels[name]), field = made("div", select.id)
    label.htmlFor = select.id
    field.append(label, select)
    fields.append(field)
  })
  reset.addEventListener("click", function () {
    Object.values(selects).forEach(function (select) { select.value = "" })
    written()
    selects.topic.focus() // the button goes away
  })
  var result = made("div", "filters-result")
  result.append(left, reset)
  everything.querySelector(".filters").append(fields, result)
  addEventListener("hashchange", read)
  read()

  guide.progress.follow(function (now) {
    states = now
    items.forEach(function (item) {
      guide.progress.mark(item, item.querySelector(".question-title"), now[item.dataset.number])
    })
    tally()
    show()
  })
})()
