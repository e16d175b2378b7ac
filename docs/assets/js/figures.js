/* A figure opens over the page, at least as large as it was drawn, to be pushed about and pinched. Without a script, and
   in a new tab, its link leads to the image itself. */
(function () {
  "use strict"

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
})()
