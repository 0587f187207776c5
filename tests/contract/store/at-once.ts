/** All at once, as from as many requests. */
export function atOnce<T>(times: number, act: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => act(index)))
}

export function countOf<T>(all: readonly T[], one: T): number {
  return all.filter((each) => each === one).length
}
