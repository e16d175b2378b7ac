/* A button that copies a block of code; the theme does the copying and says that it is done. */
(function () {
  "use strict"

  document.querySelectorAll(".language-python pre > code").forEach(function (code, index) {
    code.id = "code-" + index
    var copy = document.createElement("button")
    copy.type = "button"
    copy.className = "copy"
    copy.textContent = "Copy"
    copy.dataset.clipboardTarget = "#" + code.id
    code.after(copy)
  })
})()
