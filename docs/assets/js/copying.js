/* A formula that is copied with the text around it is copied as its TeX. */
(function () {
  "use strict"

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
})()
