// The bar: one step of it is one frame, so the arrow keys mean the same here as everywhere in the player.
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { RangeSlider } from "../../components/range-slider";
import { Slider } from "../../components/slider";
import { endOfFrame, frameUnder, startOfFrame } from "../../lib/frames";
import { position } from "../../lib/time";
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
  const { reel, clock, playing, range } = transport;
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

  const ends = {
    min: 0,
    max: Math.max(1, reel.frames - 1),
    largeStep: Math.max(1, Math.round(reel.fps)),
    disabled,
  };
  return (
    <div className={styles.scrub} onPointerDownCapture={disabled ? undefined : press}>
      <Slider
        label={t("player.scrub")}
        valueText={t("player.frame", { frame: frame + 1, frames: reel.frames })}
        {...ends}
        step={1}
        value={frame}
        onChange={transport.toFrame}
        onPointerMove={point}
        onPointerLeave={() => setHover(null)}
        data-testid="scrub"
      >
        {hover && <Preview clip={clip} reel={reel} frame={hover.frame} at={hover.at} />}
      </Slider>
      {range && (
        <RangeSlider
          {...ends}
          first={{
            label: t("player.rangeIn"),
            value: range.first,
            valueText: t("player.rangeAt", {
              time: position(startOfFrame(range.first, reel)),
              frame: range.first + 1,
            }),
            testId: "range-in",
          }}
          last={{
            label: t("player.rangeOut"),
            value: range.last,
            valueText: t("player.rangeAt", {
              time: position(endOfFrame(range.last, reel)),
              frame: range.last + 1,
            }),
            testId: "range-out",
          }}
          onChange={(first, last, moved) => {
            transport.setRange({ first, last });
            // What is marked is what is seen.
            transport.toFrame(moved === "first" ? first : last);
          }}
        />
      )}
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
