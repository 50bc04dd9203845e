import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../components/button";
import { KeyField } from "../components/key-field";
import { TextArea } from "../components/text-area";
import { TextField } from "../components/text-field";
import { Cell, Part } from "./cell";
import { states, type Words } from "./words";

export function Fields({ w }: { w: Words }) {
  return (
    <>
      <Part name="TextField">
        <Cell state={states.empty}>
          <TextField label={w.another} placeholder={w.invite} />
        </Cell>
        <Cell state={states.filled}>
          <TextField label={w.address} hint={w.hint} defaultValue="https://crazyrouter.com" />
        </Cell>
        <Cell state={states.invalid}>
          <TextField label={w.address} hint={w.hint} error={w.wrong} defaultValue="ftp://nope" />
        </Cell>
        <Cell state={states.disabled}>
          <TextField label={w.another} defaultValue="veo2" disabled />
        </Cell>
        <Cell state={states.hidden}>
          <TextField label={w.another} hideLabel placeholder={w.another} />
        </Cell>
        <Cell state={states.end}>
          <TextField
            label={w.address}
            titled
            defaultValue="https://crazyrouter.com"
            end={<IconButton icon={ChevronsUpDown} size="small" label={w.more} />}
          />
        </Cell>
        <Cell state={`${states.long}, ${states.narrow}`} narrow>
          <TextField label={w.long} hint={w.long} defaultValue={w.long} />
        </Cell>
      </Part>
      <Part name="TextArea">
        <Cell state={states.empty}>
          <Area w={w} text="" />
        </Cell>
        <Cell state={states.long}>
          <Area w={w} text={`${w.long}\n${w.long}`} />
        </Cell>
        <Cell state={states.invalid}>
          <Area w={w} text="" error={w.wrong} />
        </Cell>
        <Cell state={states.disabled}>
          <Area w={w} text={w.long} disabled />
        </Cell>
      </Part>
      <Part name="KeyField">
        <Cell state={states.empty} wide>
          <Key w={w} lines={[{ tone: "quiet", words: w.keyNone }]} />
        </Cell>
        <Cell state={states.filled} wide>
          <Key w={w} hasKey lines={[{ tone: "quiet", words: w.keySet }]} />
        </Cell>
        <Cell state={states.busy} wide>
          <Key w={w} busy lines={[{ tone: "quiet", words: w.keyChecking }]} />
        </Cell>
        <Cell state={states.good} wide>
          <Key w={w} hasKey lines={[{ tone: "good", words: w.keyGood }]} />
        </Cell>
        <Cell state={states.bad} wide>
          <Key w={w} lines={[{ tone: "bad", words: w.keyWrong }]} />
        </Cell>
        <Cell state={states.warn} wide>
          <Key
            w={w}
            lines={[
              { tone: "quiet", words: w.keyNone },
              { tone: "warn", words: w.keyLocked },
            ]}
          />
        </Cell>
      </Part>
    </>
  );
}

function Area({ w, text, ...rest }: { w: Words; text: string; error?: string; disabled?: boolean }) {
  const [value, setValue] = useState(text);
  return (
    <TextArea
      label={w.prompt}
      placeholder={w.invite}
      value={value}
      onChange={(event) => setValue(event.currentTarget.value)}
      {...rest}
    />
  );
}

type KeyProps = Pick<Parameters<typeof KeyField>[0], "lines"> & {
  w: Words;
  busy?: boolean;
  hasKey?: boolean;
};

function Key({ w, lines, busy = false, hasKey = false }: KeyProps) {
  return (
    <KeyField
      words={{ label: w.key, placeholder: w.keyInvite, paste: w.paste, check: w.check }}
      busy={busy}
      hasKey={hasKey}
      lines={lines}
      hint={w.keyHint}
      onCheck={() => {}}
      onPaste={() => {}}
    />
  );
}
