import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ModelView } from "../../api/types";
import styles from "./shape-picker.module.css";

interface Props {
  value: string | null;
  model: ModelView | null;
  onChange: (ratio: string | null) => void;
}

const shapes = [
  { ratio: null, words: "create.decide", box: null },
  { ratio: "16:9", words: "create.shape16x9", box: [18, 10] },
  { ratio: "9:16", words: "create.shape9x16", box: [10, 18] },
  { ratio: "1:1", words: "create.shape1x1", box: [14, 14] },
] as const;

const steps: Record<string, 1 | -1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function ShapePicker({ value, model, onChange }: Props) {
  const { t } = useTranslation();
  const label = useId();
  const group = useRef<HTMLDivElement>(null);
  const taken = (ratio: string | null) =>
    ratio === null || !model || model.ratios.length === 0 || model.ratios.includes(ratio);
  const choose = (index: number) => {
    const shape = shapes[index];
    if (!shape || !taken(shape.ratio)) return;
    onChange(shape.ratio);
  };
  const walk = (from: number, by: 1 | -1) => {
    const order = shapes.map((_, step) => (from + by * (step + 1) + shapes.length * 2) % shapes.length);
    const next = order.find((index) => taken(shapes[index]?.ratio ?? null));
    if (next === undefined) return;
    choose(next);
    group.current?.querySelectorAll<HTMLButtonElement>("[role=radio]")[next]?.focus();
  };
  return (
    <div className={styles.field}>
      <span className={styles.label} id={label}>
        {t("create.shape")}
      </span>
      <div className={styles.group} role="radiogroup" aria-labelledby={label} ref={group}>
        {shapes.map((shape, index) => {
          const ok = taken(shape.ratio);
          const name = t(shape.words);
          const reason = ok ? name : `${name}. ${t("create.shapeUnavailable", { model: model?.name ?? "" })}`;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button that says it is a radio can be drawn and driven plainly
            <button
              key={shape.words}
              type="button"
              role="radio"
              className={styles.shape}
              data-testid={shape.ratio ? `ratio-${shape.ratio}` : "ratio-auto"}
              aria-checked={value === shape.ratio}
              aria-disabled={!ok}
              aria-label={reason}
              title={reason}
              tabIndex={value === shape.ratio ? 0 : -1}
              onClick={() => choose(index)}
              onKeyDown={(event) => {
                const by = steps[event.key];
                if (!by) return;
                event.preventDefault();
                walk(index, by);
              }}
            >
              {shape.box ? (
                <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
                  <rect
                    x={10 - shape.box[0] / 2}
                    y={10 - shape.box[1] / 2}
                    width={shape.box[0]}
                    height={shape.box[1]}
                    rx="2"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="1.5"
                  />
                </svg>
              ) : (
                <span>{t("create.decideShort")}</span>
              )}
            </button>
          );
        })}
      </div>
    </div>
  );
}
