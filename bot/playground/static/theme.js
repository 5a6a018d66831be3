// Puts the chosen colours on before the page is drawn.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be closed to the page; then the system's colours stay.
}
