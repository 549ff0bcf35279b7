/** One drawing of the review, with the sentence that says the same for those who cannot see it. */
export interface Chart {
  /** Section of the review that it stands in. */
  readonly section: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}
