const THEMES = ["auto", "light", "dark"];
const LABELS = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

/** Lets the button go through the themes; the choice is kept. */
export function createTheme(button) {
  let theme = localStorage.getItem("theme") ?? "auto";
  const show = () => {
    document.documentElement.dataset.theme = theme;
    button.textContent = LABELS[theme];
  };
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    localStorage.setItem("theme", theme);
    show();
  });
  show();
}
