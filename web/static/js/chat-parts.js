// Small shared parts of the chat's window.
import { html } from "../vendor/htm-preact.module.js";

const sprite = document.querySelector("[data-icons]")?.dataset.icons ?? "";

/** An icon of our sprite, decorative. */
export function Icon({ name, small = false }) {
  return html`<svg class=${`icon${small ? " icon--sm" : ""}`} aria-hidden="true" focusable="false"><use href=${`${sprite}#${name}`}></use></svg>`;
}
