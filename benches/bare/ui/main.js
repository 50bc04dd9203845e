// The second animation frame is the first that is sure to show what the page holds.
requestAnimationFrame(() => {
  requestAnimationFrame(() => window.__TAURI__.core.invoke("window_ready"));
});
