"use strict";
(function () {
  // What is printed is whole: each part is open, and the style shows what the filter hides.
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
  // A link to a farm whose part is closed opens it.
  const open = () => {
    const part = document.getElementById(location.hash.slice(1));
    if (part && part.tagName === "DETAILS") part.open = true;
  };
  addEventListener("hashchange", open);
  open();

  const form = document.getElementById("filter");
  if (!form) return;
  const words = document.getElementById("words");
  const state = document.getElementById("state");
  const count = document.getElementById("count");
  const farms = [...document.querySelectorAll(".farm")].map((section) => ({
    section,
    name: section.querySelector("h3").textContent,
    findings: [...section.querySelectorAll(".finding")],
  }));
  const texts = new Map();
  for (const farm of farms) {
    for (const finding of farm.findings) texts.set(finding, `${farm.name} ${finding.textContent}`.toLowerCase());
  }
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const farm of farms) {
      let here = 0;
      for (const finding of farm.findings) {
        const fits =
          (!state.value || finding.dataset.states.split("|").includes(state.value)) &&
          wanted.every((word) => texts.get(finding).includes(word));
        finding.hidden = !fits;
        here += fits;
      }
      farm.section.hidden = !here;
      shown += here;
    }
    const note = document.getElementById("unknown") ? " What could not be checked is above, and is not filtered." : "";
    count.textContent = `${shown} of ${texts.size} findings shown.${note}`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.hidden = false;
  filter();
})();
