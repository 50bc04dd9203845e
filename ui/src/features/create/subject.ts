// What the stage could show, and which of it is in front. Pure: the newest comes to the front by itself, and
// what the person turned to stays there until something newer comes.

export type SubjectKind = "picture" | "making" | "clip";

export interface Subject {
  kind: SubjectKind;
  /** Since when it is there, Unix ms. */
  atMs: number;
}

export function frontOf(subjects: readonly Subject[], chosen: Subject | null): SubjectKind | null {
  let front: Subject | null = null;
  for (const subject of subjects) if (!front || subject.atMs >= front.atMs) front = subject;
  if (!front) return null;
  const still = chosen && subjects.some((subject) => subject.kind === chosen.kind);
  return chosen && still && chosen.atMs >= front.atMs ? chosen.kind : front.kind;
}
