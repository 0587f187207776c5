import type { RouteInput } from '../../signaling/contract/routes.ts'
import type { StaffRole } from '../../signaling/contract/staff.ts'
import type { Form } from './form.ts'
import { type FormProblems, ownProblems } from './form-problems.ts'

/** What one of the forms of `/admin/people` asks for. */
export type PeopleAction =
  | { readonly action: 'add'; readonly input: RouteInput<'adminAddPerson'> }
  | { readonly action: 'change'; readonly accountId: string; readonly input: RouteInput<'adminChangePerson'> }
  | { readonly action: 'reset-password'; readonly accountId: string }

const ROLES: readonly StaffRole[] = ['doctor', 'admin']

export function readPeopleForm(
  form: Form,
): { ok: true; asked: PeopleAction } | { ok: false; accountId: string | null; problems: FormProblems | null } {
  const accountId = form.text('accountId')
  const name = form.text('name')
  const roles = ROLES.filter((role) => form.has(`role-${role}`))
  const nameMissing = name ? null : 'Please say the name.'
  const rolesMissing = roles.length > 0 ? null : 'Please choose at least one role.'
  switch (form.text('action')) {
    case 'add': {
      const signInName = form.text('signInName')
      const signInMissing = signInName ? null : 'Please choose a sign-in name.'
      const problems = ownProblems({ name: nameMissing, signInName: signInMissing, roles: rolesMissing })
      if (problems !== null) return { ok: false, accountId: null, problems }
      return { ok: true, asked: { action: 'add', input: { name, signInName, roles } } }
    }
    case 'change': {
      // A role that one may not take from oneself is shown and not sent: then roles stay as they are.
      const keepsRoles = form.has('keep-roles')
      const problems = ownProblems({ name: nameMissing, roles: keepsRoles ? null : rolesMissing })
      if (problems !== null) return { ok: false, accountId, problems }
      return { ok: true, asked: { action: 'change', accountId, input: keepsRoles ? { name } : { name, roles } } }
    }
    case 'disable':
      return { ok: true, asked: { action: 'change', accountId, input: { disabled: true } } }
    case 'enable':
      return { ok: true, asked: { action: 'change', accountId, input: { disabled: false } } }
    case 'reset-password':
      return { ok: true, asked: { action: 'reset-password', accountId } }
    default:
      return { ok: false, accountId: null, problems: null }
  }
}
