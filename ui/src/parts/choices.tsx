import { RectangleHorizontal, RectangleVertical, Square } from "lucide-react";
import { useState } from "react";
import { Divider } from "../components/divider";
import { Icon } from "../components/icon";
import { RangeSlider } from "../components/range-slider";
import { Segmented } from "../components/segmented";
import { Select } from "../components/select";
import { Slider } from "../components/slider";
import { Switch } from "../components/switch";
import { Cell, Part } from "./cell";
import styles from "./parts.module.css";
import { states, type Words } from "./words";

export function Choices({ w }: { w: Words }) {
  return (
    <>
      <Part name="Select">
        <Cell state={states.rest}>
          <Quality w={w} testId="select" />
        </Cell>
        <Cell state={states.inline}>
          <Quality w={w} kind="inline" testId="select-inline" />
        </Cell>
        <Cell state={states.disabled}>
          <Quality w={w} disabled />
        </Cell>
        <Cell state={states.reason}>
          <Quality w={w} disabled hint={w.reason} testId="select-reason" />
        </Cell>
        <Cell state={`${states.inline}, ${states.reason}`}>
          <Quality w={w} kind="inline" disabled hint={w.reason} />
        </Cell>
        <Cell state={`${states.long}, ${states.narrow}`} narrow>
          <Quality w={w} first="high" />
        </Cell>
      </Part>
      <Part name="Segmented">
        <Cell state={states.rest}>
          <Shape w={w} testId="segmented" />
        </Cell>
        <Cell state={states.small}>
          <Shape w={w} size="small" />
        </Cell>
        <Cell state={states.drawn}>
          <Shape w={w} drawn testId="segmented-drawn" />
        </Cell>
        <Cell state={states.reason}>
          <Shape w={w} why={w.reason} />
        </Cell>
        <Cell state={`${states.drawn}, ${states.reason}`}>
          <Shape w={w} drawn why={w.reason} testId="segmented-reason" />
        </Cell>
        <Cell state={`${states.long}, ${states.narrow}`} narrow>
          <Segmented
            label={w.quality}
            value="high"
            options={[
              { value: "auto", label: w.autoHint },
              { value: "high", label: w.high },
            ]}
            onChange={() => {}}
          />
        </Cell>
      </Part>
      <Part name="Slider">
        <Cell state={states.rest}>
          <Position w={w} first={37} testId="slider" />
        </Cell>
        <Cell state={states.start}>
          <Position w={w} first={0} />
        </Cell>
        <Cell state={states.finish}>
          <Position w={w} first={120} />
        </Cell>
        <Cell state={states.disabled}>
          <Position w={w} first={60} disabled />
        </Cell>
        <Cell state={states.range}>
          <Marked w={w} />
        </Cell>
      </Part>
      <Part name="Divider">
        <Cell state={states.rest}>
          <Wiped w={w} />
        </Cell>
      </Part>
      <Part name="Switch">
        <Cell state={states.off}>
          <Practice w={w} first={false} testId="switch" />
        </Cell>
        <Cell state={states.on}>
          <Practice w={w} first />
        </Cell>
        <Cell state={`${states.off}, ${states.disabled}`}>
          <Practice w={w} first={false} disabled />
        </Cell>
        <Cell state={`${states.on}, ${states.disabled}`}>
          <Practice w={w} first disabled />
        </Cell>
      </Part>
    </>
  );
}

interface QualityProps {
  w: Words;
  first?: string;
  kind?: "field" | "inline";
  disabled?: boolean;
  hint?: string;
  testId?: string;
}

function Quality({ w, first = "auto", testId = "quality", ...rest }: QualityProps) {
  const [value, setValue] = useState(first);
  const options = [
    { value: "auto", label: w.auto, hint: w.autoHint },
    { value: "720", label: "720p" },
    { value: "high", label: w.high },
    { value: "4k", label: "4K", hint: w.reason, disabled: true },
  ];
  return (
    <Select
      label={w.quality}
      value={value}
      options={options}
      onChange={setValue}
      data-testid={testId}
      {...rest}
    />
  );
}

interface ShapeProps {
  w: Words;
  drawn?: boolean;
  why?: string;
  size?: "small" | "normal";
  testId?: string;
}

function Shape({ w, drawn = false, why, size = "normal", testId = "shape" }: ShapeProps) {
  const [value, setValue] = useState("16:9");
  const options = [
    { value: "auto", label: w.auto },
    { value: "16:9", label: w.wide, ...(drawn ? { drawing: <Icon of={RectangleHorizontal} /> } : {}) },
    { value: "9:16", label: w.tall, ...(drawn ? { drawing: <Icon of={RectangleVertical} /> } : {}) },
    { value: "1:1", label: w.square, why, ...(drawn ? { drawing: <Icon of={Square} /> } : {}) },
  ];
  return (
    <Segmented
      label={w.shape}
      size={size}
      value={value}
      options={options}
      onChange={setValue}
      data-testid={testId}
    />
  );
}

interface PositionProps {
  w: Words;
  first: number;
  disabled?: boolean;
  testId?: string;
}

function Position({ w, first, disabled = false, testId = "position" }: PositionProps) {
  const [value, setValue] = useState(first);
  return (
    <Slider
      label={w.position}
      value={value}
      min={0}
      max={120}
      step={1}
      valueText={w.frame}
      onChange={setValue}
      disabled={disabled}
      data-testid={testId}
    />
  );
}

/** Two marks upon the slider that they belong to. */
function Marked({ w }: { w: Words }) {
  const [[first, last], setMarks] = useState([30, 80]);
  return (
    <div className={styles.marked}>
      <Position w={w} first={55} testId="marked" />
      <RangeSlider
        min={0}
        max={120}
        largeStep={12}
        first={{ label: w.rangeStart, value: first ?? 0, valueText: w.frame, testId: "range-first" }}
        last={{ label: w.rangeEnd, value: last ?? 0, valueText: w.frame }}
        onChange={(from, to) => setMarks([from, to])}
      />
    </div>
  );
}

function Wiped({ w }: { w: Words }) {
  const [value, setValue] = useState(40);
  return (
    <div className={styles.wiped}>
      <Divider label={w.divider} value={value} valueText={`${value}%`} onChange={setValue} />
    </div>
  );
}

interface PracticeProps {
  w: Words;
  first: boolean;
  disabled?: boolean;
  testId?: string;
}

function Practice({ w, first, disabled = false, testId = "practice" }: PracticeProps) {
  const [on, setOn] = useState(first);
  return <Switch label={w.practice} on={on} onChange={setOn} disabled={disabled} testId={testId} />;
}
