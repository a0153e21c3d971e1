// Fields to type in: Enter gives the text to `finish`, Esc null. While an input method composes, its keys are its own.

function field(tag, label, value, finish) {
  const element = el(tag, { "aria-label": label, onkeydown: (event) => {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    finish(event.key === "Enter" ? element.value : null);
  } });
  element.value = value;
  return element;
}
