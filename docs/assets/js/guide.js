/* Small additions to the theme. A classic script: pages opened from disk load no modules. */
(function () {
  "use strict"

  /* The theme opens the contents with a label, which no keyboard reaches. */
  var label = document.querySelector("label.md-header__button[for=__drawer]")
  var drawer = document.getElementById("__drawer")
  if (label && drawer) {
    var menu = document.createElement("button")
    menu.type = "button"
    menu.className = label.className + " menu"
    menu.setAttribute("aria-label", "Contents")
    menu.append(...label.childNodes)
    var report = function () {
      menu.setAttribute("aria-expanded", String(drawer.checked))
      document.querySelectorAll(".md-content, .md-sidebar--secondary, .footer").forEach(function (below) {
        below.inert = drawer.checked // what lies under the contents is no stop of the keyboard
      })
    }
    var close = function () { if (drawer.checked) drawer.click() }
    menu.addEventListener("click", function () { drawer.click() })
    drawer.addEventListener("change", report)
    addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return
      close()
      menu.focus()
    })
    matchMedia("(min-width: 76.25em)").addEventListener("change", close) // there the contents stand beside the text
    document.querySelector(".contents")?.addEventListener("click", function (event) {
      if (event.target.closest("a[href^='#']")) close()
    })
    report()
    label.replaceWith(menu)
  }

  /* A button that copies a block of code; the theme does the copying and says that it is done. */
  document.querySelectorAll(".language-python pre > code").forEach(function (code, index) {
    code.id = "code-" + index
    var copy = document.createElement("button")
    copy.type = "button"
    copy.className = "copy"
    copy.textContent = "Copy"
    copy.dataset.clipboardTarget = "#" + code.id
    code.after(copy)
  })

  /* A figure opens over the page, at least as large as it was drawn, to be pushed about and pinched. Without a script, and
     in a new tab, its link leads to the image itself. */
  var viewer, opener
  function look(link) {
    if (!viewer) {
      viewer = document.createElement("dialog")
      viewer.className = "viewer"
      viewer.setAttribute("aria-label", "Figure")
      viewer.innerHTML = '<button type="button" class="viewer__close">Close</button>' +
        '<div class="viewer__box" tabindex="0"><img></div>'
      viewer.addEventListener("click", function (event) { // on anything but the figure: the button, or beside it
        if (event.target.localName !== "img") viewer.close()
      })
      viewer.addEventListener("close", function () { opener.focus({ preventScroll: true }) })
      document.body.append(viewer)
    }
    opener = link
    var shown = link.querySelector("img"), image = viewer.querySelector("img")
    image.src = link.href
    image.alt = shown.alt
    image.style.setProperty("--width", shown.getAttribute("width"))
    image.style.setProperty("--height", shown.getAttribute("height"))
    viewer.showModal()
    viewer.querySelector("div").scrollTo(0, 0)
  }
  document.querySelectorAll("a.figure-link").forEach(function (link) {
    link.setAttribute("aria-haspopup", "dialog")
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      look(link)
    })
  })

  /* A formula that is copied with the text around it is copied as its TeX. */
  document.addEventListener("copy", function (event) {
    var selection = getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return
    var range = selection.getRangeAt(0)
    var inside = range.commonAncestorContainer.parentElement?.closest("math")
    if (inside) range.selectNode(inside)
    var copied = document.createElement("div")
    copied.append(range.cloneContents())
    var formulas = copied.querySelectorAll("math")
    if (!formulas.length) return
    formulas.forEach(function (formula) {
      var tex = formula.getAttribute("data-tex")
      var dollars = formula.getAttribute("display") === "block" ? "$$" : "$"
      if (tex) formula.replaceWith(dollars + tex + dollars)
    })
    event.clipboardData.setData("text/plain", copied.textContent.trim())
    event.preventDefault()
  })

  /* What is wider than the text scrolls in a box of its own, which the keyboard reaches. The theme sees to this for code;
     tables are put into their boxes by it, and a formula within a sentence gets one here. */
  function reachable(box, scrolls) {
    if (scrolls) box.setAttribute("tabindex", "0")
    else box.removeAttribute("tabindex")
  }
  function fit() {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (box) {
      reachable(box, box.scrollWidth > box.clientWidth)
    })
    var formulas = document.querySelectorAll("span.math")
    formulas.forEach(function (formula) { formula.classList.remove("wide") })
    var wide = [].map.call(formulas, function (formula) {
      return formula.offsetWidth > formula.closest("p, li, td, th, figcaption, div").clientWidth
    })
    formulas.forEach(function (formula, index) {
      formula.classList.toggle("wide", wide[index])
      reachable(formula, wide[index])
    })
  }
  addEventListener("DOMContentLoaded", function () { // by then the theme has put tables into boxes
    new ResizeObserver(fit).observe(document.querySelector(".md-content"))
    document.fonts.ready.then(fit)
  })
})()
