import { Lightbulb } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Draft, withShape } from "../../api/draft";
import { useDraft } from "../../api/draft-store";
import { useApp } from "../../api/hooks";
import { firstModel } from "../../api/model-fit";
import type { ModelView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Popover } from "../../components/popover";
import { say } from "../../components/toasts";
import styles from "./ideas.module.css";
import { type Idea, ideas } from "./ideas-list";

const pictures = import.meta.glob<string>("../../assets/ideas/*.jpg", {
  eager: true,
  import: "default",
  query: "?url",
});

/** Sentences to begin with, each with what the practice studio makes of it. */
export function Ideas() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [draft, update] = useDraft();
  const models = useApp((app) => app.models);
  const sentences = t("ideas.prompts").split("\n");
  const pick = (idea: Idea, prompt: string) => {
    const before = draft;
    const model = models.find((one) => one.id === (draft.model ?? firstModel(models))) ?? null;
    update((now) => withIdea(now, idea, prompt, model));
    setOpen(false);
    // What was written or dropped since stays.
    const back = (now: Draft): Draft => ({
      ...withShape(now, before.aspectRatio),
      prompt: now.prompt === prompt ? before.prompt : now.prompt,
    });
    say(t("ideas.picked"), { label: t("app.undo"), run: () => update(back) });
  };
  return (
    <Popover
      label={t("ideas.title")}
      className={styles.panel}
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Lightbulb} size="small" label={t("ideas.title")} data-testid="ideas" />}
    >
      <p className={styles.hint}>{t("ideas.hint")}</p>
      <ul className={styles.list} aria-label={t("ideas.title")}>
        {ideas.map((idea, at) => (
          <li key={idea.id}>
            <button
              type="button"
              className={styles.idea}
              data-testid="idea"
              onClick={() => pick(idea, sentences[at] ?? "")}
            >
              <img
                className={styles.picture}
                src={pictures[`../../assets/ideas/${idea.id}.jpg`]}
                alt=""
                draggable={false}
              />
              <span className={styles.words}>{sentences[at]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

/** The shape comes along where the model takes it; all else stays as it was chosen. */
export function withIdea(draft: Draft, idea: Idea, prompt: string, model: ModelView | null): Draft {
  const taken = !model || model.ratios.length === 0 || model.ratios.includes(idea.shape);
  return { ...(taken ? withShape(draft, idea.shape) : draft), prompt };
}
