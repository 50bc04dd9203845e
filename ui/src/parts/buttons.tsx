import { Play, Star, Trash2 } from "lucide-react";
import { Button, IconButton } from "../components/button";
import { Icon } from "../components/icon";
import { Kbd } from "../components/kbd";
import { Cell, Part } from "./cell";
import styles from "./parts.module.css";
import { states, type Words } from "./words";

const kinds = ["plain", "primary", "quiet", "bad"] as const;
const sizes = ["small", "normal", "large"] as const;
const icons = ["tiny", "small", "large", "huge"] as const;
const chords = ["Ctrl+Enter", "⌘Enter", "Shift+←", "Space", "?"];

export function Buttons({ w }: { w: Words }) {
  return (
    <>
      <Part name="Button">
        {kinds.map((kind) => (
          <Cell key={kind} state={`${kind}, ${states.rest}`}>
            <Button kind={kind}>{kind === "bad" ? w.remove : w.generate}</Button>
          </Cell>
        ))}
        {sizes.map((size) => (
          <Cell key={size} state={`${size}, ${states.icon}`}>
            <Button size={size} icon={Play}>
              {w.again}
            </Button>
          </Cell>
        ))}
        <Cell state={`primary, ${states.large}`}>
          <Button kind="primary" size="large" icon={Play} keys="Ctrl+Enter" data-testid="button-keys">
            {w.generate}
          </Button>
        </Cell>
        <Cell state={states.off}>
          <Button icon={Star} pressed={false}>
            {w.name}
          </Button>
        </Cell>
        <Cell state={states.on}>
          <Button icon={Star} pressed>
            {w.name}
          </Button>
        </Cell>
        {kinds.map((kind) => (
          <Cell key={kind} state={`${kind}, ${states.disabled}`}>
            <Button kind={kind} disabled>
              {w.generate}
            </Button>
          </Cell>
        ))}
        <Cell state={states.reason}>
          <Button kind="primary" disabled hint={w.reason} data-testid="button-reason">
            {w.generate}
          </Button>
        </Cell>
        <Cell state={`${states.long}, ${states.narrow}`} narrow>
          <Button icon={Play}>{w.long}</Button>
        </Cell>
      </Part>
      <Part name="IconButton">
        {sizes.map((size) => (
          <Cell key={size} state={size}>
            <IconButton icon={Star} label={w.name} keys="S" size={size} />
          </Cell>
        ))}
        <Cell state={states.on}>
          <IconButton icon={Star} label={w.name} pressed />
        </Cell>
        <Cell state={states.disabled}>
          <IconButton icon={Trash2} label={w.trash} disabled />
        </Cell>
        <Cell state={states.reason}>
          <IconButton
            icon={Trash2}
            label={w.trash}
            keys="Delete"
            hint={w.fileMissing}
            disabled
            data-testid="icon-reason"
          />
        </Cell>
        <Cell state={states.picture}>
          <span className={styles.picture}>
            <IconButton icon={Star} label={w.name} onPicture size="small" />
            <IconButton icon={Star} label={w.name} onPicture pressed />
          </span>
        </Cell>
      </Part>
      <Part name="Icon">
        {icons.map((size) => (
          <Cell key={size} state={size}>
            <span className={styles.line}>
              <Icon of={Star} size={size} />
              <Icon of={Star} size={size} filled />
            </span>
          </Cell>
        ))}
      </Part>
      <Part name="Kbd">
        {chords.map((keys) => (
          <Cell key={keys} state={keys}>
            <Kbd keys={keys} />
          </Cell>
        ))}
      </Part>
    </>
  );
}
