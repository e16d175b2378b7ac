/* A tap on the link to a heading copies its address; without a script, and in a new tab, the link leads there. */
(function () {
  "use strict"

  document.addEventListener("click", function (event) {
    var link = event.target.closest?.("a.heading-link")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !navigator.clipboard) return
    event.preventDefault()
    history.replaceState(history.state, "", link.hash)
    guide.copy(link.href)
  })
})()
