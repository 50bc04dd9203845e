import { useTranslation } from "react-i18next";
import type { Frame } from "../../api/draft";
import { Segmented } from "../../components/segmented";
import { Slider } from "../../components/slider";
import { largest, mostZoom, type Part, type Size, zoomed, zoomOf } from "../../lib/crop";
import { shapeName } from "../../lib/shape";
import styles from "./framing.module.css";

interface Props {
  picture: Size;
  /** The clip's shape. */
  shape: string;
  ratio: number;
  frame: Frame | null;
  onPart: (part: Part | null) => void;
}

/** That the picture has another shape than the clip, and what is done about it. */
export function FitBar({ picture, shape, ratio, frame, onPart }: Props) {
  const { t } = useTranslation();
  const zoom = frame ? zoomOf(picture, frame.part, ratio) : 1;
  const most = mostZoom(picture, ratio);
  return (
    <div className={styles.bar} data-testid="fit">
      <span className={styles.words}>{t("stage.differs", { picture: shapeName(picture), clip: shape })}</span>
      <Segmented
        label={t("stage.fit")}
        hideLabel
        size="small"
        data-testid="fit-way"
        value={frame ? "fill" : "whole"}
        options={[
          { value: "whole", label: t("stage.whole"), hint: t("stage.wholeHint"), testId: "fit-whole" },
          { value: "fill", label: t("stage.fill"), hint: t("stage.fillHint"), testId: "fit-fill" },
        ]}
        onChange={(way) => onPart(way === "fill" ? largest(picture, ratio) : null)}
      />
      {frame && most > 1.01 && (
        <Slider
          className={styles.zoom}
          kind="quiet"
          label={t("stage.zoom")}
          min={1}
          max={most}
          step={0.01}
          value={Math.min(most, zoom)}
          valueText={t("stage.zoomSays", { zoom: zoom.toFixed(1) })}
          data-testid="fit-zoom"
          onChange={(next) => onPart(zoomed(picture, frame.part, ratio, next))}
        />
      )}
    </div>
  );
}
