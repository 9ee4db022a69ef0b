// What a page can do without, and does quicker with: copying a citation, and sending a form when a box is ticked.
"use strict";

for (const block of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = block.dataset.copy;
  button.setAttribute("aria-describedby", block.id);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.textContent);
    button.textContent = "✓ " + block.dataset.copy;
  });
  block.after(button);
}

for (const form of document.querySelectorAll("form.ask")) {
  // Empty fields would only make the address long.
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input, select")) {
      if (field.value === "") field.disabled = true;
    }
  });
}

// Whoever comes back finds the fields as they were left, not disabled.
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.ask :disabled")) field.disabled = false;
});
