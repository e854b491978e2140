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
      }
    });
  }
  choices.forEach(function (choice) { choice.addEventListener("change", apply); });
  apply();
})();
