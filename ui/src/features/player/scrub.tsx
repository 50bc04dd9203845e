// The bar: one step of it is one frame, so the arrow keys mean the same here as everywhere in the player.
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { Slider } from "../../components/slider";
import { frameUnder } from "../../lib/frames";
import { Preview } from "./preview";
import styles from "./scrub.module.css";
import { type TransportState, useFrame } from "./use-transport";

interface Props {
  clip: ClipView;
  transport: TransportState;
  disabled: boolean;
}

export function Scrub({ clip, transport, disabled }: Props) {
  const { t } = useTranslation();
  const { reel, clock, playing } = transport;
  const frame = useFrame(clock);
  const [hover, setHover] = useState<{ at: number; frame: number } | null>(null);
  const playsOn = useRef(false);

  const point = (event: PointerEvent<HTMLElement>) => {
    // While it is dragged, the clip itself shows the frame.
    const pressed = event.buttons !== 0;
    setHover(pressed || disabled ? null : under(event, (share) => frameUnder(share, reel)));
  };
  const press = () => {
    playsOn.current = playing;
    setHover(null);
    const release = () => {
      if (playsOn.current) transport.play();
    };
    addEventListener("pointerup", release, { once: true });
  };

  return (
    <div className={styles.scrub} onPointerDownCapture={disabled ? undefined : press}>
      <Slider
        label={t("player.scrub")}
        valueText={t("player.frame", { frame: frame + 1, frames: clip.frames })}
        min={0}
        max={Math.max(1, reel.frames - 1)}
        step={1}
        largeStep={Math.max(1, Math.round(reel.fps))}
        value={frame}
        disabled={disabled}
        onChange={transport.toFrame}
        onPointerMove={point}
        onPointerLeave={() => setHover(null)}
        data-testid="scrub"
      >
        {hover && <Preview clip={clip} reel={reel} frame={hover.frame} at={hover.at} />}
      </Slider>
    </div>
  );
}

/** The thumb stays inside the bar, so the first and the last frame lie half its width from the ends. */
function under(
  { currentTarget: bar, clientX }: PointerEvent<HTMLElement>,
  frameOf: (share: number) => number,
) {
  const { left, width } = bar.getBoundingClientRect();
  const thumb = bar.querySelector("input")?.parentElement?.offsetWidth ?? 0;
  const share = (clientX - left - thumb / 2) / Math.max(1, width - thumb);
  return { at: (clientX - left) / Math.max(1, width), frame: frameOf(share) };
}
