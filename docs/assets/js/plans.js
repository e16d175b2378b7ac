/* The plans: a tick for each page that is read, and what is left. */
(function () {
  "use strict"

  document.querySelectorAll(".plan-pages").forEach(function (table) {
    var left = table.nextElementSibling
    var rows = [].map.call(table.querySelectorAll("[data-number]"), function (row) {
      var link = row.querySelector("a")
      var tick = document.createElement("input")
      tick.type = "checkbox"
      tick.autocomplete = "off"
      tick.setAttribute("aria-label", "Read: " + link.textContent)
      tick.addEventListener("change", function () {
        guide.progress.change({ [row.dataset.number]: tick.checked ? "read" : "" })
      })
      var whole = document.createElement("label")
      whole.className = "plan-tick"
      whole.append(tick)
      link.before(whole)
      return { row: row, link: link, tick: tick, text: link.textContent }
    })

    guide.progress.follow(function (now) {
      var open = rows.filter(function (one) {
        var state = now[one.row.dataset.number]
        one.tick.checked = Boolean(state)
        guide.progress.mark(one.row, one.link, state)
        return !state
      })
      var minutes = open.reduce(function (sum, one) { return sum + Number(one.row.dataset.minutes) }, 0)
      left.textContent = rows.length - open.length + " of " + rows.length + " read"
      if (!open.length) return
      left.append(", " + minutes + " min left. " + (open.length < rows.length ? "Go on with " : "Begin with "))
      var next = document.createElement("a")
      next.href = open[0].link.href
      next.textContent = open[0].text
      left.append(next)
    })
  })
})()
