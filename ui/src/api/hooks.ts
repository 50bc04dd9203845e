// What features ask the cache and how they change things. No component knows the platform's methods by name.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type {
  AppState,
  ClipFilter,
  ClipView,
  CommandError,
  GoOnOver,
  JobRequest,
  JobView,
  QueueView,
  SettingsPatch,
} from "../platform/types";
import { CLIP, CLIPS, STUDIO } from "./connect";
import { asCommandError } from "./fault";
import { usePlatform } from "./platform";
import { applyAnswer, inLine, movedBack, movedInLine, type Studio, withoutJobs } from "./studio";

export function useStudio<T>(select: (studio: Studio) => T): T | undefined {
  const { data } = useQuery<Studio, Error, T>({
    queryKey: STUDIO,
    // The snapshot is put here by connect(); there is nothing to fetch.
    queryFn: () => Promise.reject(new Error("not connected")),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    select,
  });
  return data;
}

/** For places, which are only shown once the snapshot is there. */
export function useApp<T>(select: (app: AppState) => T): T {
  const value = useStudio((studio) => ({ of: select(studio.app) }));
  if (!value) throw new Error("the studio is not open yet");
  return value.of;
}

/** A command with its state; errors arrive as CommandError. */
export function useCommand<In, Out>(run: (input: In) => Promise<Out>, done?: (out: Out, input: In) => void) {
  return useMutation<Out, CommandError, In>({
    mutationFn: async (input) => {
      try {
        return await run(input);
      } catch (thrown) {
        throw asCommandError(thrown);
      }
    },
    ...(done ? { onSuccess: done } : {}),
  });
}

export function useJobs() {
  const platform = usePlatform();
  const cache = useQueryClient();
  const change = useChangeApp();
  return useMemo(() => {
    const jobsNow = () => cache.getQueryData<Studio>(STUDIO)?.app.jobs ?? [];
    const answered = (before: Map<string, JobView>, answers: readonly JobView[]) =>
      cache.setQueryData<Studio>(STUDIO, (studio) =>
        studio ? answers.reduce((now, job) => applyAnswer(now, before.get(job.id), job), studio) : studio,
      );
    const about = async (run: () => Promise<JobView | JobView[]>): Promise<JobView[]> => {
      const before = new Map(jobsNow().map((job) => [job.id, job]));
      const answer = await run();
      const answers = Array.isArray(answer) ? answer : [answer];
      // The newest stands first, also among jobs made in the same millisecond.
      answered(before, answers);
      return answers;
    };
    const move = async (id: string, before: string | null) => {
      const was = jobsNow();
      const moved = movedInLine(was, id, before);
      // At once: a card that was let go would jump back until the answer is here.
      change({ jobs: moved });
      const takeBack = () => change({ jobs: movedBack(jobsNow(), was, moved) });
      try {
        const answers = await about(() => platform.jobMove(id, before));
        if (answers.length === 0) takeBack();
        return answers;
      } catch (thrown) {
        takeBack();
        throw thrown;
      }
    };
    return {
      create: (request: JobRequest, press: string) => about(() => platform.jobCreate(request, press)),
      stop: (id: string) => about(() => platform.jobStop(id)),
      watch: (id: string) => about(() => platform.jobWatch(id)),
      ask: (id: string) => about(() => platform.jobAsk(id)),
      retry: (id: string, press: string) => about(() => platform.jobRetry(id, press)),
      resend: (id: string, press: string) => about(() => platform.jobResend(id, press)),
      adopt: (id: string, taskNumber: string) => about(() => platform.jobAdopt(id, taskNumber)),
      giveUp: (id: string) => about(() => platform.jobGiveUp(id)),
      /** Watches what was made elsewhere under a number. */
      add: (taskNumber: string, model: string, press: string) =>
        about(() => platform.jobAdd(taskNumber, model, press)),
      /** Puts a waiting job directly before another in the line, or behind all. */
      move,
      moveFirst: async (id: string) => {
        const next = inLine(jobsNow())[0];
        return next && next.id !== id ? move(id, next.id) : [];
      },
      /** Puts cards of what has ended away; says which are gone. */
      clear: async (ids: string[]) => {
        const gone = await platform.queueClear(ids);
        cache.setQueryData<Studio>(STUDIO, (studio) => (studio ? withoutJobs(studio, gone) : studio));
        return gone;
      },
      bringBack: (ids: string[]) => about(() => platform.queueBringBack(ids)),
      details: (id: string) => platform.jobDetails(id),
      /** Whether a press has become a job that the page knows of. */
      arrived: (press: string) =>
        cache.getQueryData<Studio>(STUDIO)?.app.jobs.some((job) => job.press === press) ?? false,
    };
  }, [platform, cache, change]);
}

/** Pictures that are still being prepared, and the moment when the last of them is there or refused. */
export function useLanding() {
  const cache = useQueryClient();
  return useMemo(() => {
    const count = () => cache.getQueryData<Studio>(STUDIO)?.preparing ?? 0;
    return {
      count,
      landed: () =>
        new Promise<void>((resolve) => {
          if (count() === 0) return resolve();
          const leave = cache.getQueryCache().subscribe(() => {
            if (count() > 0) return;
            leave();
            resolve();
          });
        }),
    };
  }, [cache]);
}

/** The queue as a whole. Jobs that change by it are told as events. */
export function useQueue() {
  const platform = usePlatform();
  const change = useChangeApp();
  return useMemo(() => {
    const put = async (answer: Promise<QueueView>) => void change({ queue: await answer });
    return {
      pause: () => put(platform.queuePause()),
      goOn: (over: GoOnOver) => put(platform.queueGoOn(over)),
      send: (ids: string[]) => put(platform.waitingSend(ids)),
      keep: (ids: string[]) => put(platform.waitingKeep(ids)),
      remove: (ids: string[]) => put(platform.waitingRemove(ids)),
    };
  }, [platform, change]);
}

function useChangeApp() {
  const cache = useQueryClient();
  return useCallback(
    (change: Partial<AppState>) =>
      cache.setQueryData<Studio>(STUDIO, (studio) =>
        studio ? { ...studio, app: { ...studio.app, ...change } } : studio,
      ),
    [cache],
  );
}

export function useSettings() {
  const platform = usePlatform();
  const change = useChangeApp();
  return useCommand(
    (patch: SettingsPatch) => platform.settingsSet(patch),
    (settings) => change({ settings }),
  );
}

/** Where a typed key is passed through once. Nothing here keeps it: the variables of a mutation would. */
export function useKey() {
  const platform = usePlatform();
  const change = useChangeApp();
  return useMemo(
    () => ({
      check: async (key: string | null) => {
        const { verdict, account, settings } = await platform.keyCheck(key);
        change({ account, settings });
        return verdict;
      },
      paste: async () => {
        const { verdict, account, settings } = await platform.keyPaste();
        change({ account, settings });
        return verdict;
      },
      clear: async () => change({ account: await platform.keyClear() }),
    }),
    [platform, change],
  );
}

/** The proxy's password, passed through once like a key. */
export function useProxyPassword() {
  const platform = usePlatform();
  const change = useChangeApp();
  return useMemo(
    () => ({
      keep: async (password: string) => change({ account: await platform.proxyPasswordSet(password) }),
      clear: async () => change({ account: await platform.proxyPasswordClear() }),
    }),
    [platform, change],
  );
}

/** How many clips a filter leaves; no page waits for it. The last answer stays until the next is here. */
export function useClipCount(filter: ClipFilter) {
  const platform = usePlatform();
  const { data } = useQuery({
    queryKey: [...CLIPS, "count", filter],
    queryFn: () => platform.clipsCount(filter),
    placeholderData: (before, of) =>
      (of?.queryKey.at(-1) as ClipFilter | undefined)?.trashed === filter.trashed ? before : undefined,
  });
  return data ?? null;
}

export function useClip(id: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: [...CLIP, id], queryFn: () => platform.clipGet(id) });
}

export function useClipActions() {
  const platform = usePlatform();
  const cache = useQueryClient();
  return useMemo(() => {
    const put = (clip: ClipView) => {
      cache.setQueryData([...CLIP, clip.id], clip);
      void cache.invalidateQueries({ queryKey: CLIPS });
      return clip;
    };
    return {
      favourite: async (id: string, on: boolean) => put(await platform.clipFavourite(id, on)),
      trash: async (id: string) => put(await platform.clipTrash(id)),
      restore: async (id: string) => put(await platform.clipRestore(id)),
      /** Has a lost file again, at no cost; the job that made it tells how that goes. */
      download: async (id: string) => {
        const before = cache.getQueryData<Studio>(STUDIO)?.app.jobs ?? [];
        const job = await platform.clipDownload(id);
        const known = before.find((one) => one.id === job.id);
        cache.setQueryData<Studio>(STUDIO, (studio) => (studio ? applyAnswer(studio, known, job) : studio));
        return job;
      },
      reveal: (id: string) => platform.clipReveal(id),
      openOutside: (id: string) => platform.clipOpen(id),
      saveFrame: (id: string, frame: number) => platform.frameSave(id, frame),
      framePicture: (id: string, frame: number) => platform.framePicture(id, frame),
    };
  }, [platform, cache]);
}
