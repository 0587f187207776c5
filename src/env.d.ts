/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What a person can quote when a page failed; the log has it too. */
    errorId?: string
  }
}
