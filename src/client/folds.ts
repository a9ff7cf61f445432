const year = 31_536_000

/** What somebody folds or opens in the rail is told to the server by a cookie, so that the next page comes so. */
export function keepFolds(): void {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.matches('[data-fold]')) return
      const folds = [...document.querySelectorAll<HTMLDetailsElement>('[data-fold]')]
      const turned = folds.filter((fold) => fold.open === fold.matches('[data-comes-folded]'))
      const names = turned.map((fold) => fold.dataset.fold).join('.')
      // biome-ignore lint/suspicious/noDocumentCookie: the other way to write one is missing on plain HTTP.
      document.cookie = `hoshin_turned=${names}; path=/; max-age=${year}; samesite=lax`
    },
    true,
  )
}
