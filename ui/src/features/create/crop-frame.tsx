import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSteady } from "../../components/use-steady";
import { largest, mostZoom, moved, type Part, type Size, shareOf, zoomed, zoomOf } from "../../lib/crop";
import styles from "./framing.module.css";

interface Props {
  picture: Size & { url: string; name: string };
  ratio: number;
  part: Part;
  onPart: (part: Part | null) => void;
}

/** A key press goes so far, of the picture's longer side; with Shift so much further. */
const STEP = 0.01;
const FAR = 10;
/** A key press comes so much closer. */
const CLOSER = 1.1;
/** The wheel comes closer by this for each px; a trackpad tells of few at a time, a notch of about a hundred. */
const CLOSER_PX = 0.001;
/** What a wheel that counts in lines or pages means by one, px. */
const WHEEL_PX = [1, 16, 100];

/** The whole picture, dimmed where it is cut off, and the frame that is sent: dragged, zoomed, by pointer and keys. */
export function CropFrame({ picture, ratio, part, onPart }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const grab = useRef<{ x: number; y: number; part: Part } | null>(null);
  const percent = (share: number) => Math.round(share * 100);
  const most = mostZoom(picture, ratio);
  const zoomTo = (zoom: number) => onPart(zoomed(picture, part, ratio, zoom));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = Math.max(picture.width, picture.height) * STEP * (event.shiftKey ? FAR : 1);
    const zoom = zoomOf(picture, part, ratio);
    const act = {
      ArrowLeft: () => onPart(moved(picture, part, -far, 0)),
      ArrowRight: () => onPart(moved(picture, part, far, 0)),
      ArrowUp: () => onPart(moved(picture, part, 0, -far)),
      ArrowDown: () => onPart(moved(picture, part, 0, far)),
      "+": () => zoomTo(zoom * CLOSER),
      "=": () => zoomTo(zoom * CLOSER),
      "-": () => zoomTo(zoom / CLOSER),
      Home: () => onPart(largest(picture, ratio)),
      End: () => zoomTo(most),
      Escape: () => onPart(null),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    // A second finger would make it jump.
    if (event.button !== 0 || grab.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grab.current = { x: event.clientX, y: event.clientY, part };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const from = grab.current;
    const width = box.current?.getBoundingClientRect().width;
    if (!from || !width) return;
    const scale = picture.width / width;
    onPart(moved(picture, from.part, (event.clientX - from.x) * scale, (event.clientY - from.y) * scale));
  };
  const letGo = () => {
    grab.current = null;
  };
  const onWheel = useSteady((event: WheelEvent) => {
    event.preventDefault();
    const by = event.deltaY * (WHEEL_PX[event.deltaMode] ?? 1);
    if (by !== 0) zoomTo(zoomOf(picture, part, ratio) * Math.exp(-by * CLOSER_PX));
  });
  useEffect(() => {
    // React listens to the wheel passively, and then the place would scroll as well.
    const element = box.current;
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [onWheel]);

  const place = {
    "--x": part.x / picture.width,
    "--y": part.y / picture.height,
    "--w": part.width / picture.width,
    "--h": part.height / picture.height,
  } as CSSProperties;
  return (
    <div
      ref={box}
      className={styles.cropped}
      style={{ "--ratio": picture.width / picture.height, ...place } as CSSProperties}
      data-testid="crop"
    >
      <img
        className={styles.whole}
        src={picture.url}
        alt={picture.name || t("pictures.pasted")}
        draggable={false}
      />
      <div
        className={styles.frame}
        role="slider"
        tabIndex={0}
        aria-label={t("stage.frame")}
        aria-describedby={`${id}-how`}
        aria-valuemin={100}
        aria-valuemax={percent(most)}
        aria-valuenow={percent(Math.min(most, zoomOf(picture, part, ratio)))}
        aria-valuetext={t("stage.frameSays", {
          share: percent(shareOf(picture, part)),
          x: percent(part.x / picture.width),
          y: percent(part.y / picture.height),
        })}
        data-testid="crop-frame"
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      />
      <span id={`${id}-how`} hidden>
        {t("stage.frameHow")}
      </span>
    </div>
  );
}
