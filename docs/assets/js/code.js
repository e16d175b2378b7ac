/* A button that copies a block of code. */
(function () {
  "use strict"

  /* Pages opened from disk, and hosts without TLS, may have no clipboard: there the text is selected and copied. */
  function copied(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text)
    var field = document.createElement("textarea")
    field.value = text
    field.style.cssText = "position: fixed; opacity: 0"
    document.body.append(field)
    field.select()
    var done = document.execCommand("copy")
    field.remove()
    return done ? Promise.resolve() : Promise.reject()
  }

  document.querySelectorAll(".language-python pre > code").forEach(function (code) {
    var copy = document.createElement("button")
    copy.type = "button"
    copy.className = "copy"
    copy.textContent = "Copy"
    copy.addEventListener("click", function () {
      copied(code.textContent.trimEnd()).then(
        function () {
          copy.focus({ preventScroll: true })
          guide.say("Copied")
        },
        function () { guide.say("This browser does not let a page copy") },
      )
    })
    code.after(copy)
  })
})()
