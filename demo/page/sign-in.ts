import type { Person } from '../cast.ts'

/**
 * Signs in as the sign-in form does.
 *
 * @param inbox where hoshin is; no slash at its end
 * @returns the Set-Cookie header of the session, or null when hoshin refused or does not answer
 */
export async function signInAt(inbox: string, person: Person, userAgent: string): Promise<string | null> {
  try {
    const answer = await fetch(`${inbox}/sessions`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: inbox, 'user-agent': userAgent },
      body: new URLSearchParams({ email: person.email, password: person.password }),
    })
    await answer.body?.cancel()
    return answer.status === 303 ? answer.headers.get('set-cookie') : null
  } catch {
    return null
  }
}
