(function () {
  "use strict";
  // The switch works by style alone; this tells the browser and screen readers which language it is.
  var root = document.documentElement;
  var choices = document.querySelectorAll("input[name=language]");
  function apply() {
    choices.forEach(function (choice) {
      if (choice.checked) {
        root.lang = choice.value;
        document.title = root.getAttribute("data-title-" + choice.value);
        // A site is told which language to go on in; files need not be.
        document.querySelectorAll("a[href]").forEach(function (link) {
          var href = link.getAttribute("href");
          link.setAttribute("href", href.replace(/([?&]lang=)(th|en)\b/, "$1" + choice.value));
        });
      }
    });
  }
  choices.forEach(function (choice) { choice.addEventListener("change", apply); });
  apply();
})();
