/** Types a piece where the cursor is, as a person would: with the browser's own undo. */
export function typeAtCursor(field: HTMLTextAreaElement, piece: string, onChange: (text: string) => void) {
  const [from, to] = [field.selectionStart, field.selectionEnd];
  // After the menu has closed and given the focus back to its button.
  requestAnimationFrame(() => {
    field.focus();
    field.setSelectionRange(from, to);
    // Old, but the only way that keeps Ctrl+Z; where it is missing the text is set as a whole.
    if (document.execCommand?.("insertText", false, piece)) return;
    onChange(`${field.value.slice(0, from)}${piece}${field.value.slice(to)}`);
    requestAnimationFrame(() => field.setSelectionRange(from + piece.length, from + piece.length));
  });
}
