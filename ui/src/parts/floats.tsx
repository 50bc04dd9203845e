import { Ellipsis, FolderOpen, Trash2 } from "lucide-react";
import { useState } from "react";
import { Ask } from "../components/ask";
import { Button, IconButton } from "../components/button";
import { Disclosure } from "../components/disclosure";
import { Kbd } from "../components/kbd";
import { Menu } from "../components/menu";
import { Popover } from "../components/popover";
import { Sheet } from "../components/sheet";
import { TextField } from "../components/text-field";
import { say } from "../components/toasts";
import mark from "../icon.svg";
import { Cell, Part } from "./cell";
import styles from "./parts.module.css";
import { states, type Words } from "./words";

/** Enough lines for a sheet to scroll. */
const lines = [..."ABCDEFGHIJKLMNOPQRSTUVWX"].map((letter) => `Ctrl+${letter}`);

export function Floats({ w }: { w: Words }) {
  const [sheet, setSheet] = useState(false);
  const [ask, setAsk] = useState(false);
  return (
    <>
      <Part name="Menu">
        <Cell state={states.open}>
          <Menu
            align="start"
            trigger={<IconButton icon={Ellipsis} label={w.more} data-testid="menu" />}
            groups={[
              [
                { label: w.reveal, icon: FolderOpen, onSelect: () => {} },
                { label: w.open, why: w.fileMissing, onSelect: () => {} },
                { label: w.long, onSelect: () => {} },
                {
                  label: w.quality,
                  items: [
                    [
                      { label: w.auto, checked: true, onSelect: () => {} },
                      { label: w.high, checked: false, onSelect: () => {} },
                    ],
                  ],
                },
              ],
              [{ label: w.another, picture: mark, onSelect: () => {} }],
              [{ label: w.trash, icon: Trash2, keys: "Delete", tone: "bad", onSelect: () => {} }],
            ]}
            titles={{ 1: w.details }}
          />
        </Cell>
      </Part>
      <Part name="Ask">
        <Cell state={states.open}>
          <Button data-testid="ask-open" onClick={() => setAsk(true)}>
            {w.remove}
          </Button>
          <Ask
            open={ask}
            onOpenChange={setAsk}
            title={w.remove}
            confirm={w.remove}
            cancel={w.close}
            onConfirm={() => {}}
          >
            {w.hint}
          </Ask>
        </Cell>
      </Part>
      <Part name="Popover">
        <Cell state={states.open}>
          <Popover
            label={w.another}
            className={styles.panel}
            trigger={<Button data-testid="popover">{w.another}</Button>}
          >
            <TextField label={w.another} />
            <Button>{w.open}</Button>
          </Popover>
        </Cell>
      </Part>
      <Part name="Sheet">
        <Cell state={states.open}>
          <Button data-testid="sheet" onClick={() => setSheet(true)}>
            {w.sheet}
          </Button>
          <Sheet open={sheet} onOpenChange={setSheet} title={w.sheet} closeLabel={w.close}>
            {lines.map((keys) => (
              <p key={keys} className={styles.line}>
                {w.long} <Kbd keys={keys} />
              </p>
            ))}
          </Sheet>
        </Cell>
      </Part>
      <Part name="Toasts">
        <Cell state={states.rest}>
          <Button data-testid="say" onClick={() => say(w.said)}>
            {w.copy}
          </Button>
        </Cell>
        <Cell state={w.undo}>
          <Button
            data-testid="say-undo"
            onClick={() => say(w.trashed, { label: w.undo, run: () => say(w.said) })}
          >
            {w.trash}
          </Button>
        </Cell>
        <Cell state={`${w.undo}, ${w.look}`}>
          <Button
            onClick={() =>
              say(w.trashed, { label: w.undo, run: () => {} }, { label: w.look, run: () => say(w.said) })
            }
          >
            {w.look}
          </Button>
        </Cell>
        <Cell state={states.long}>
          <Button onClick={() => say(w.long, { label: w.undo, run: () => {} })}>{w.more}</Button>
        </Cell>
      </Part>
      <Part name="Disclosure">
        <Cell state={states.rest}>
          <Disclosure label={w.details} testId="disclosure">
            <p>{w.long}</p>
          </Disclosure>
        </Cell>
      </Part>
    </>
  );
}
