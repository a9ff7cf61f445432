import { Hono } from 'hono'
import { absenceRoutes } from './absence/absences.routes.tsx'
import { adminRoutes } from './account/admin.routes.tsx'
import { firstRunRoutes } from './account/first-run.routes.tsx'
import { invitationRoutes } from './account/invitation.routes.tsx'
import { sessionsRoutes } from './account/sessions.routes.tsx'
import { settingsRoutes } from './account/settings.routes.tsx'
import { signInRoutes } from './account/sign-in.routes.tsx'
import { waysRoutes } from './account/ways.routes.tsx'
import { approvalRoutes } from './approval/approval.routes.tsx'
import { approvalRuleRoutes } from './approval/rule.routes.tsx'
import { acknowledgementRoutes } from './auto-mail/acknowledgement.routes.tsx'
import { hoursRoutes } from './business-time/hours.routes.tsx'
import { changeRoutes } from './change/change.routes.tsx'
import { callRoutes } from './channel/calls.routes.tsx'
import { channelRoutes } from './channel/channels.routes.tsx'
import { checkRoutes } from './check/checks.routes.tsx'
import { commentRoutes } from './comment/comment.routes.tsx'
import { customerRoutes } from './customer/customer.routes.tsx'
import { deskRoutes } from './desk/desk.routes.tsx'
import { acceptanceRoutes } from './escalation/acceptance.routes.tsx'
import { escalationRoutes } from './escalation/escalation.routes.tsx'
import { raiseRoutes } from './escalation/raise.routes.tsx'
import { reportRoutes } from './escalation/report.routes.tsx'
import { customerLabelRoutes } from './label/customer-labels.routes.tsx'
import { labelRoutes } from './label/label.routes.tsx'
import { heldAnswerRoutes } from './mail-answer/held-answers.routes.tsx'
import { messageRoutes } from './message/message.routes.tsx'
import { notificationRoutes } from './notification/notification.routes.tsx'
import { replyRoutes } from './outbox/reply.routes.tsx'
import { policyRoutes } from './policy/policy.routes.tsx'
import { recordRoutes } from './record/record.routes.tsx'
import { restrictionRoutes } from './restriction/restriction.routes.tsx'
import { routeRoutes } from './route/route.routes.tsx'
import { routeVersionRoutes } from './route/versions.routes.tsx'
import { rulesRoutes } from './rule/rules.routes.tsx'
import { threadRulesRoutes } from './rule/thread-rules.routes.tsx'
import { savedRoutes } from './search/saved.routes.tsx'
import { searchRoutes } from './search/search.routes.tsx'
import { targetRoutes } from './target/targets.routes.tsx'
import { insertionRoutes } from './template/insertion.routes.tsx'
import { templateRoutes } from './template/templates.routes.tsx'
import { arrangeRoutes } from './thread/arrange.routes.tsx'
import { internalRoutes } from './thread/internal.routes.tsx'
import { threadRoutes } from './thread/thread.routes.tsx'
import { waitRoutes } from './wait/wait.routes.tsx'
import { accessLog } from './web/access-log.ts'
import { assetRoutes } from './web/assets.routes.tsx'
import type { Deps } from './web/deps.ts'
import type { Env, PublicEnv } from './web/env.ts'
import { answerError, notFound } from './web/errors.tsx'
import { secureHeaders } from './web/headers.ts'
import { healthRoutes } from './web/health.routes.tsx'
import { liveRoutes } from './web/live.routes.tsx'
import { requireSignIn } from './web/require-sign-in.tsx'
import { refuseForeignForms } from './web/same-site.ts'
import { loadSession } from './web/session.ts'
import { writingRoutes } from './writing/writing.routes.tsx'

/** The web application: what every request passes, then one line for each room. */
export function createApp(deps: Deps): Hono<PublicEnv> {
  const app = new Hono<PublicEnv>()
  app.onError((error, c) => answerError(error, c, deps))
  app.notFound((c) => notFound(c, deps))

  app.use(accessLog(deps.log))
  app.use(secureHeaders({ https: deps.config.publicUrl.protocol === 'https:' }))
  app.route('/', healthRoutes(deps))
  app.route('/', assetRoutes(deps))
  app.use(refuseForeignForms(deps.config.publicUrl))
  app.use(loadSession(deps))

  // For everybody.
  app.route('/', signInRoutes(deps))
  app.route('/', firstRunRoutes(deps))
  app.route('/', invitationRoutes(deps))
  app.route('/', acceptanceRoutes(deps))

  // Behind sign-in.
  app.route('/', signedInRoutes(deps))
  return app
}

function signedInRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.use(requireSignIn(deps))
  app.route('/', threadRoutes(deps))
  app.route('/', internalRoutes(deps))
  app.route('/', changeRoutes(deps))
  app.route('/', arrangeRoutes(deps))
  app.route('/', labelRoutes(deps))
  app.route('/', customerRoutes(deps))
  app.route('/', customerLabelRoutes(deps))
  app.route('/', restrictionRoutes(deps))
  app.route('/', messageRoutes(deps))
  app.route('/', commentRoutes(deps))
  app.route('/', policyRoutes(deps))
  app.route('/', escalationRoutes(deps))
  app.route('/', raiseRoutes(deps))
  app.route('/', reportRoutes(deps))
  app.route('/', deskRoutes(deps))
  app.route('/', heldAnswerRoutes(deps))
  app.route('/', recordRoutes(deps))
  app.route('/', waitRoutes(deps))
  app.route('/', writingRoutes(deps))
  app.route('/', replyRoutes(deps))
  app.route('/', approvalRoutes(deps))
  app.route('/', approvalRuleRoutes(deps))
  app.route('/', searchRoutes(deps))
  app.route('/', savedRoutes(deps))
  app.route('/', savedRoutes(deps))
  app.route('/', notificationRoutes(deps))
  app.route('/', liveRoutes(deps))
  app.route('/', settingsRoutes(deps))
  app.route('/', waysRoutes(deps))
  app.route('/', hoursRoutes(deps))
  app.route('/', acknowledgementRoutes(deps))
  app.route('/', checkRoutes(deps))
  app.route('/', templateRoutes(deps))
  app.route('/', insertionRoutes(deps))
  app.route('/', absenceRoutes(deps))
  app.route('/', routeRoutes(deps))
  app.route('/', routeVersionRoutes(deps))
  app.route('/', rulesRoutes(deps))
  app.route('/', threadRulesRoutes(deps))
  app.route('/', sessionsRoutes(deps))
  app.route('/', targetRoutes(deps))
  app.route('/', channelRoutes(deps))
  app.route('/', callRoutes(deps))
  app.route('/', adminRoutes(deps))
  return app
}
