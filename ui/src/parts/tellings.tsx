import { Button } from "../components/button";
import { Card } from "../components/card";
import { Empty } from "../components/empty";
import { ErrorCard } from "../components/error-card";
import { Notice } from "../components/notice";
import { PracticeTag } from "../components/practice-tag";
import { Progress } from "../components/progress";
import { Skeleton } from "../components/skeleton";
import { Toned } from "../components/toned";
import { Cell, Part } from "./cell";
import styles from "./parts.module.css";
import { states, type Words } from "./words";

const tones = ["quiet", "good", "warn", "bad"] as const;
const troubles = ["quiet", "warn", "bad"] as const;
const arts = ["still", "waiting", "nothing", "trash", "missing", "broken"] as const;
const kinds = ["quiet", "raised", "floating"] as const;
const far = [0.02, 0.4, 0.96];
const ratios = [16 / 9, 1, 9 / 16];

export function Tellings({ w }: { w: Words }) {
  const details = { label: w.details, copyLabel: w.copy, onCopy: () => {} };
  return (
    <>
      <Part name="ErrorCard">
        {troubles.map((tone) => (
          <Cell key={tone} state={`${tone}, ${states.ground}`} wide>
            <ErrorCard
              tone={tone}
              what={w.what}
              charged={w.charged}
              help={w.help}
              actions={<Button size="small">{w.again}</Button>}
              details={{ ...details, text: tone === "quiet" ? null : w.raw }}
              testId={`error-${tone}`}
            />
          </Cell>
        ))}
        {troubles.map((tone) => (
          <Cell key={tone} state={`${tone}, ${states.plain}`} narrow>
            <ErrorCard tone={tone} ground={false} what={w.what} charged={w.charged} help={w.long} />
          </Cell>
        ))}
      </Part>
      <Part name="Notice">
        {[...tones, "practice" as const].map((tone) => (
          <Cell key={tone} state={tone} wide>
            <Notice
              tone={tone}
              actions={<Button size="small">{w.settings}</Button>}
              dismissLabel={w.dismiss}
              onDismiss={() => {}}
            >
              {tone === "practice" ? w.practiceHint : w.offline}
            </Notice>
          </Cell>
        ))}
      </Part>
      <Part name="Toned">
        {tones.map((tone) => (
          <Cell key={tone} state={tone}>
            <Toned tone={tone}>{w.free}</Toned>
            <Toned tone={tone} marked>
              {w.full}
            </Toned>
          </Cell>
        ))}
      </Part>
      <Part name="PracticeTag">
        <Cell state={states.rest}>
          <PracticeTag label={w.practice} />
        </Cell>
        <Cell state={states.explained}>
          <PracticeTag label={w.practice} hint={w.practiceHint} />
        </Cell>
        <Cell state={states.picture}>
          <span className={styles.picture}>
            <PracticeTag label={w.practice} onPicture />
          </span>
        </Cell>
      </Part>
      <Part name="Progress">
        {far.map((value) => (
          <Cell key={value} state={String(value)}>
            <Progress label={w.progress} value={value} valueText={w.left} />
          </Cell>
        ))}
        <Cell state={states.unknown}>
          <Progress label={w.progress} value={null} />
        </Cell>
      </Part>
      <Part name="Skeleton">
        <Cell state={states.rest}>
          <Skeleton />
        </Cell>
        {ratios.map((ratio) => (
          <Cell key={ratio} state={ratio.toFixed(2)}>
            <Skeleton ratio={ratio} />
          </Cell>
        ))}
      </Part>
      <Part name="Card">
        {kinds.map((kind) => (
          <Cell key={kind} state={kind}>
            <Card kind={kind} className={styles.card}>
              {w.long}
            </Card>
          </Cell>
        ))}
      </Part>
      <Part name="Empty">
        {arts.map((art) => (
          <Cell key={art} state={art} wide>
            <Empty art={art} title={w.empty} hint={w.emptyHint} action={<Button>{w.emptyAction}</Button>} />
          </Cell>
        ))}
      </Part>
    </>
  );
}
