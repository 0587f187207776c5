/** Longest piece that is sent to and fro to see how fast a line is, in characters. By itself: no schema weighs on the page that sends it. */
export const ECHO_LENGTH = 8_192
