/** `main.mjs` under the name that scripts and editors may have kept; it starts a little slower. */
import './main.mjs';
