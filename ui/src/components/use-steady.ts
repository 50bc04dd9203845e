import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function for as long as the component lives, which does what the latest one would. */
export function useSteady<In extends unknown[]>(run: (...given: In) => void): (...given: In) => void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...given: In) => latest.current(...given), []);
}
