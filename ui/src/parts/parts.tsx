// Every part in every state, for tests and for looking at: `/parts.html?theme=dark&lang=zh-CN&motion=reduced`.
// Served in development and built for the browser tests; never part of what is shipped.
import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Toasts } from "../components/toasts";
import { Tooltips } from "../components/tooltip";
import { Wake } from "../components/wake";
import "../styles/fonts.css";
import "../styles/tokens.css";
import "../styles/places.css";
import "../styles/reset.css";
import firstLight from "../assets/first-light.jpg";
import { Buttons } from "./buttons";
import { Cell, Part } from "./cell";
import { Choices } from "./choices";
import { Fields } from "./fields";
import { Floats } from "./floats";
import styles from "./parts.module.css";
import { Tellings } from "./tellings";
import { languages, states, type Words } from "./words";

function Parts({ w }: { w: Words }) {
  return (
    <CSPProvider disableStyleElements>
      <Tooltips>
        <main className={styles.page}>
          <h1>{w.title}</h1>
          <Buttons w={w} />
          <Fields w={w} />
          <Choices w={w} />
          <Floats w={w} />
          <Tellings w={w} />
          <Part name="Wake">
            <Cell state={states.rest}>
              <span className={styles.still}>
                <Wake still={firstLight} alt={w.picture} />
              </span>
            </Cell>
            <Cell state={states.breathing}>
              <span className={styles.still}>
                <Wake still={firstLight} breathing />
              </span>
            </Cell>
            <Cell state={states.undeveloped}>
              <span className={styles.still}>
                <Wake still={null} breathing />
              </span>
            </Cell>
            <Cell state={states.contain}>
              <span className={styles.still}>
                <Wake still={firstLight} fit="contain" />
              </span>
            </Cell>
          </Part>
        </main>
        <Toasts label={w.messages} dismissLabel={w.dismiss} />
      </Tooltips>
    </CSPProvider>
  );
}

const asked = new URLSearchParams(location.search);
const language = asked.get("lang") === "zh-CN" ? "zh-CN" : "en";
const words = languages[language];
const root = document.getElementById("root");
Object.assign(document.documentElement, { lang: language });
Object.assign(document.documentElement.dataset, {
  theme: asked.get("theme") ?? "system",
  motion: asked.get("motion") ?? "system",
});
if (root && words) {
  createRoot(root).render(
    <StrictMode>
      <Parts w={words} />
    </StrictMode>,
  );
}
