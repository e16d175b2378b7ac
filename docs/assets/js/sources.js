/* A citation opens its source beside it. Without a script, and in a new tab, it leads to the list of sources. */
(function () {
  "use strict"

  var sheet, opener, from

  function made() {
    sheet = document.createElement("dialog")
    sheet.className = "sheet sheet--source md-typeset"
    sheet.innerHTML = '<p class="sheet__title" id="source-shown"></p><p class="sheet__entry"></p>' +
      '<p class="sheet__ways"><a>In the list of sources</a><button type="button">Close</button></p>'
    sheet.setAttribute("aria-labelledby", "source-shown")
    sheet.addEventListener("click", function (event) { // beside the text is the dialog itself, or what lies behind it
      if (event.target === sheet || event.target.closest("button, a[href^='#']")) sheet.close()
    })
    sheet.addEventListener("close", function () { opener.focus({ preventScroll: true }) })
    addEventListener("scroll", function () {
      if (sheet.open && Math.abs(scrollY - from) > 40) sheet.close()
    }, { passive: true })
    document.body.append(sheet)
  }

  /* Below the citation, or above it where there is more room; never beyond the screen's edge. */
  function place(link) {
    var at = link.getClientRects()[0], edge = 8
    var width = sheet.offsetWidth, height = sheet.offsetHeight
    var wide = document.documentElement.clientWidth
    var below = innerHeight - at.bottom, above = at.top
    var top = below > height + 2 * edge || below > above ? at.bottom + edge : at.top - height - edge
    sheet.style.left = Math.max(edge, Math.min(at.left, wide - width - edge)) + "px"
    sheet.style.top = Math.max(edge, Math.min(top, innerHeight - height - edge)) + "px"
  }

  function open(link, item) {
    if (!sheet) made()
    opener = link
    from = scrollY
    sheet.querySelector(".sheet__title").textContent = item.querySelector(".source-label").textContent
    sheet.querySelector(".sheet__entry").replaceChildren(item.querySelector(".source-entry").cloneNode(true))
    sheet.querySelector(".sheet__ways a").href = link.hash
    sheet.showModal()
    place(link)
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest?.("a.citation-link")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    var item = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!item) return
    event.preventDefault()
    open(link, item)
  })
})()
