/** The types that cross the wire, as the rest of the page imports them. */
export type * from "../bindings";
