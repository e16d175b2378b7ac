/* Light, dark or as the system: what the reader chooses is kept, and every open page of the site follows.
   overrides/partials/first-paint.html has set the colours by then. */
(function () {
  "use strict"

  var NAME = ".__palette" // kept in the theme's own form, so that earlier choices hold
  var SYSTEM = "(prefers-color-scheme)"
  var form = document.querySelector("form[data-md-component=palette]")
  if (!form) return
  var choices = [...form.querySelectorAll("input")]
  var dark = matchMedia("(prefers-color-scheme: dark)")

  function chosen() {
    var media = guide.kept(NAME, null)?.color?.media
    return choices.find(function (choice) { return choice.value === media }) ?? choices[0]
  }
  function scheme(media) {
    return (media === SYSTEM ? dark.matches : media.includes("dark")) ? "slate" : "default"
  }
  function show(choice) {
    choice.checked = true
    document.body.setAttribute("data-md-color-media", choice.value)
    document.body.setAttribute("data-md-color-scheme", scheme(choice.value))
  }

  form.addEventListener("change", function (event) {
    var choice = event.target
    show(choice)
    guide.keep(NAME, {
      index: choices.indexOf(choice),
      color: { media: choice.value, scheme: scheme(choice.value), primary: "custom", accent: "custom" },
    })
  })
  dark.addEventListener("change", function () { show(choices.find(function (choice) { return choice.checked })) })
  addEventListener("storage", function () { show(chosen()) })
  show(chosen())
})()
