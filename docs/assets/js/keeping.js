/* Progress as a file: saved, opened again, and cleared. A file that is not right in every point changes nothing. */
(function () {
  "use strict"

  var place = document.querySelector(".keeping")
  if (!place) return
  var format = "lstm-guide-progress", version = 1
  var most = 50000 // bytes; all fifty pages take about one thousand
  var ranks = { read: 1, sure: 2 }

  function made(tag, css, text) {
    var element = document.createElement(tag)
    if (css) element.className = css
    if (text) element.textContent = text
    return element
  }
  function button(text, act) {
    var element = made("button", "", text)
    element.type = "button"
    element.addEventListener("click", act)
    return element
  }
  function pages(count) { return count === 1 ? "1 page" : count + " pages" }
  function counted(states) {
    return guide.progress.count(states, "read") + " read, " + guide.progress.count(states, "sure") + " sure"
  }
  function today() {
    var now = new Date()
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) {
      return String(part).padStart(2, "0")
    }).join("-")
  }

  /* What a file says: `{ date, progress }`. Throws what is wrong with it, as the end of a sentence. */
  function understood(text) {
    var file
    if (!text.trim()) throw "it is empty"
    try {
      file = JSON.parse(text)
    } catch {
      throw "it is not JSON, or only a part of it"
    }
    function quoted(value) { return JSON.stringify(value)?.slice(0, 40) ?? "missing" }
    function fields(value) { return value !== null && typeof value === "object" && !Array.isArray(value) }
    if (!fields(file)) throw "it is not a progress file of this guide"
    if (file.format !== format) throw "it is not a progress file of this guide; its format is " + quoted(file.format)
    if (file.version !== version)
      throw "its version is " + quoted(file.version) + ", and this page reads version " + version
    if (!/^\d{4}-\d\d-\d\d$/.test(file.date) || isNaN(new Date(file.date)))
      throw "its date is " + quoted(file.date) + ", and should be like " + today()
    if (!fields(file.progress)) throw "its list of pages is " + quoted(file.progress)
    Object.keys(file.progress).forEach(function (number) {
      if (!guide.progress.numbers.map(String).includes(number))
        throw "it names question " + quoted(number) + ", which the guide does not have"
      if (!["read", "sure"].includes(file.progress[number]))
        throw "question " + number + " is " + quoted(file.progress[number]) + ' in it, and should be "read" or "sure"'
    })
    return file
  }

  /* Ask in a dialog, which Escape closes; the answer that changes nothing comes first and has the focus. */
  function ask(lines, stay, go, act) {
    var dialog = made("dialog", "asking")
    dialog.setAttribute("aria-labelledby", "asking")
    lines.forEach(function (line, index) {
      var paragraph = made("p", "", line)
      if (!index) paragraph.id = "asking"
      dialog.append(paragraph)
    })
    var answers = made("div", "asking-answers")
    answers.append(
      button(stay, function () { dialog.close() }),
      button(go, function () { dialog.close(); act() }),
    )
    dialog.append(answers)
    dialog.addEventListener("close", function () { dialog.remove() })
    document.body.append(dialog)
    dialog.showModal()
  }

  function save() {
    if (!Object.keys(guide.progress.all()).length) return say("Nothing is marked yet.")
    var file = { format: format, version: version, date: today(), progress: guide.progress.all() }
    var link = made("a")
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" }))
    link.download = format + "-" + file.date + ".json"
    link.click()
    setTimeout(function () { URL.revokeObjectURL(link.href) }, 1000)
    say(pages(Object.keys(file.progress).length) + " saved as " + link.download + ".")
  }

  function open(file) {
    function refuse(why) { say("“" + file.name + "” is refused: " + why + ". Nothing has changed.", true) }
    if (file.size > most) return refuse("it has " + Math.ceil(file.size / 1000) + " kB, and a progress file about one")
    file.text().then(
      function (text) {
        var found
        try {
          found = understood(text)
        } catch (why) {
          return refuse(why)
        }
        merge(file.name, found)
      },
      function () { refuse("it cannot be read") },
    )
  }

  function merge(name, file) {
    var kept = guide.progress.all(), changes = {}
    Object.keys(file.progress).forEach(function (number) {
      if (ranks[file.progress[number]] > (ranks[kept[number]] || 0)) changes[number] = file.progress[number]
    })
    var count = Object.keys(changes).length
    var has = "“" + name + "” of " + file.date + " has " + pages(Object.keys(file.progress).length)
    has += " (" + counted(file.progress) + ")"
    if (!count) return say(has + ". All of it is marked here already: nothing to change.")
    ask(
      [has + ".", "Each page keeps the further of its two states: " + pages(count) + " will change, none goes back."],
      "Leave it",
      "Change " + pages(count),
      function () {
        guide.progress.change(changes)
        say(pages(count) + " changed.")
      },
    )
  }

  function clear() {
    var kept = guide.progress.all()
    if (!Object.keys(kept).length) return say("Nothing is marked yet.")
    ask(
      ["Clear all progress?", "This device forgets " + counted(kept) + ". A file that you saved brings it back."],
      "Keep it",
      "Clear all",
      function () {
        Object.keys(kept).forEach(function (number) { kept[number] = "" })
        guide.progress.change(kept)
        say("All progress is cleared.")
      },
    )
  }

  var said = made("p", "keeping-said")
  said.setAttribute("role", "status")
  function say(text, wrong) {
    said.textContent = text
    said.classList.toggle("keeping-said--wrong", Boolean(wrong))
  }

  var chosen = made("input")
  chosen.type = "file"
  chosen.accept = ".json,application/json"
  chosen.hidden = true
  chosen.addEventListener("change", function () {
    if (chosen.files[0]) open(chosen.files[0])
    chosen.value = "" // so that the same file can be chosen again
  })
  var far = made("p", "keeping-far"), buttons = made("div", "keeping-buttons")
  buttons.append(
    button("Save as a file", save),
    button("Open a file", function () { chosen.click() }),
    button("Clear all", clear),
  )
  place.append(far, buttons, chosen, said)
  guide.progress.follow(function (now) {
    far.textContent = counted(now) + " of " + guide.progress.numbers.length
  })
})()
