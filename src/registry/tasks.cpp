// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/tasks.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "access/route_permissions.hpp"
#include "registry/agreement_tasks.hpp"
#include "registry/claims.hpp"
#include "registry/concern_words.hpp"
#include "registry/confirming.hpp"
#include "registry/desk.hpp"
#include "registry/diligence_tasks.hpp"
#include "registry/host_answers.hpp"
#include "registry/party_words.hpp"
#include "registry/reading.hpp"
#include "registry/reporting.hpp"
#include "registry/reviewing.hpp"
#include "registry/screening_review.hpp"
#include "registry/witnessing.hpp"

namespace entente::registry {

namespace {

std::vector<Task> guidance_to_acknowledge(Register& reg, const access::Actor& actor) {
  std::vector<Task> tasks;
  for (const auto& due : Desk(reg).due(actor))
    tasks.push_back({"task.guidance", due.guidance.value.title, due.guidance.value.country, due.organisation,
                     "/account/guidance/" + due.guidance.id.str()});
  return tasks;
}

/// One for each organisation, which may have thousands of parts.
std::vector<Task> parts_to_answer(Register& reg, const access::Actor& actor) {
  std::vector<Task> tasks;
  for (const auto& grant : actor.grants) {
    const auto id = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::representative || !id || !has_part_waiting(reg, *id)) continue;
    tasks.push_back({"task.parts",
                     reg.organisation_name(*id).value_or(base::Text()),
                     {},
                     {},
                     "/account/parts?organisation=" + grant.of});
  }
  return tasks;
}

/// What somebody was invited to answer for.
std::vector<Task> invitations_to_answer(Register& reg, const access::Actor& actor) {
  std::vector<Task> tasks;
  for (const auto& grant : actor.grants) {
    const auto id = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::invited_party || !id) continue;
    const auto own = Confirming(reg).published_part(*id);
    if (own && (own->state == "named" || own->state == "asked") && !is_answered_by_representative(own->said))
      tasks.push_back(
          {"task.parts", own->partnership, {}, own->part.value.organisation, "/account/parts/" + grant.of});
  }
  return tasks;
}

std::vector<Task> drafts_to_finish(Register& reg, const access::Actor& actor) {
  std::vector<Task> tasks;
  const Desk desk(reg);
  for (const auto& grant : actor.grants) {
    if (grant.role != access::Role::focal_point) continue;
    const auto drafts = desk.drafts(actor, grant.of);
    const auto add = [&](const auto& all, const char* kind) {
      for (const auto& each : all)
        tasks.push_back({"task.draft",
                         each.value.title,
                         grant.of,
                         {},
                         "/desk/" + grant.of + "/" + kind + "/" + each.id.str()});
    };
    add(drafts.plans, "plan");
    add(drafts.guidance, "guidance");
    add(drafts.capacity, "capacity");
  }
  return tasks;
}

/// One line for each country: its desk lists them.
std::vector<Task> partnerships_to_answer(Register& reg, const access::Actor& actor) {
  std::vector<Task> tasks;
  for (const auto& grant : actor.grants) {
    if (grant.role != access::Role::focal_point) continue;
    if (const auto count = silent_count(reg, actor, grant.of); count > 0)
      tasks.push_back({"task.host_answers",
                       {},
                       grant.of,
                       {},
                       "/desk/" + grant.of + "#soil",
                       static_cast<std::int64_t>(count)});
  }
  return tasks;
}

/// One line for all of them: whoever decides sees them on one page.
std::vector<Task> claims_to_decide(Register& reg, const access::Actor& actor) {
  if (!access::might(actor, access::Action::decide_claim)) return {};
  const auto reader = reg.store().read();
  auto count = reader->claims().claim_count(store::ClaimState::open);
  // Those of one's own are for another to decide.
  if (count > 0 && actor.account)
    count -= std::ranges::count(reader->claims().claims_of(*actor.account), store::ClaimState::open,
                                &store::Claim::state);
  if (count == 0) return {};
  return {{"task.claims", {}, {}, {}, "/claims", count}};
}

std::vector<Task> people_to_let_in(Register& reg, const access::Actor& actor) {
  if (!access::might(actor, access::Action::admit_account)) return {};
  const auto count = reg.store().read()->accounts().account_count(store::AccountState::waiting);
  if (count == 0) return {};
  return {{"task.accounts", {}, {}, {}, "/accounts?state=waiting", count}};
}

/// One line for all of them.
std::vector<Task> drafts_to_review(Register& reg, const access::Actor& actor) {
  if (!access::may(actor, access::Action::review_partnership)) return {};
  const auto count = waiting_count(reg);
  if (count == 0) return {};
  return {{"task.review", {}, {}, {}, "/review", count}};
}

/// One line for all of them. Of one's own organisations' there is none to be told of.
std::vector<Task> hits_to_decide(Register& reg, const access::Actor& actor) {
  if (!access::may(actor, access::Action::review_screening, {.sight = access::Sight::restricted})) return {};
  const auto count = waiting_hits(reg, actor);
  if (count == 0) return {};
  if (count > kHitsCounted) return {{"task.hits_many", {}, {}, {}, "/screening", kHitsCounted}};
  return {{"task.hits", {}, {}, {}, "/screening", count}};
}

/// What one may write of what is to be registered, and has not handed in.
std::vector<Task> partnerships_to_finish(Register& reg, const access::Actor& actor) {
  if (!access::might(actor, access::Action::draft_partnership)) return {};
  std::vector<Task> tasks;
  for (const auto& line : Registering(reg).own(actor)) {
    if (line.state == DraftState::handed_in) continue;
    tasks.push_back({line.state == DraftState::returned ? "task.returned" : "task.draft",
                     line.title,
                     {},
                     line.organisation,
                     "/registering/" + line.id.str()});
  }
  return tasks;
}

/// What was asked back about claims of one's own.
std::vector<Task> questions_to_answer(Register& reg, const access::Actor& actor) {
  if (!actor.account) return {};
  std::vector<Task> tasks;
  for (const auto& [claim, grant, person] : Claims(reg.store(), reg.clock()).own(actor)) {
    if (claim.state != store::ClaimState::asked) continue;
    const bool country = access::reach_of(grant.role) == access::Reach::country;
    tasks.push_back({"task.claim_asked",
                     {},
                     country ? grant.of : std::string(),
                     country ? base::Uuid() : base::Uuid::parse(grant.of).value_or(base::Uuid()),
                     "/account/claims/" + claim.id.str()});
  }
  return tasks;
}

/// One line each for reports and for appeals: pages of their own list them.
std::vector<Task> calendar_to_decide(Register& reg, const access::Actor& actor) {
  const bool reviews = access::may(actor, access::Action::review_report);
  const bool decides = access::may(actor, access::Action::decide_appeal);
  if (!reviews && !decides) return {};
  const auto waiting = calendar_waiting(reg);
  std::vector<Task> tasks;
  if (reviews && waiting.reports > 0)
    tasks.push_back({"task.reports", {}, {}, {}, "/reporting", waiting.reports});
  if (decides && waiting.appeals > 0)
    tasks.push_back({"task.appeals", {}, {}, {}, "/reporting", waiting.appeals});
  return tasks;
}

/// Reports that are due or were returned. A correction that was handed in leaves the next report due.
std::vector<Task> reports_to_write(Register& reg, const access::Actor& actor) {
  constexpr std::size_t kMostToWrite = 20;
  std::vector<Task> tasks;
  for (const auto& place : PartyReports(reg).places(actor, kMostToWrite)) {
    const auto light = place.freshness.light;
    const bool late = light == Light::due || light == Light::silent || light == Light::dormant;
    const auto add = [&](const char* message) {
      tasks.push_back(
          {message, place.title, {}, place.organisation, "/account/parts/" + place.part.str() + "/report"});
    };
    const bool returned = place.state == "returned";
    if (returned) add("task.report_returned");
    const bool answered = !place.correction && (returned || place.state == "handed_in");
    if (late && !answered) add("task.report");
  }
  return tasks;
}

bool represents(const access::Actor& actor, const std::optional<base::Uuid>& organisation) {
  return organisation && actor.holds({access::Role::representative, organisation->str()});
}

/// How many deliveries wait for the word of an organisation that this actor may give: of what they speak for
/// as its giver too they say nothing (Witnessing::receive).
std::int64_t words_to_give(store::Reader& reader, const access::Actor& actor, const base::Uuid& partnership,
                           const base::Uuid& receiver) {
  const auto parts = read_parts(reader.of_partnership(partnership));
  return std::ranges::count_if(parts.deliveries, [&](const Held<model::Delivery>& given) {
    return given.value.receiver.organisation == receiver && waits_for_receiver(given, parts.attestations) &&
           !represents(actor, given.value.giver.organisation);
  });
}

/// Deliveries that wait for the word of who received them, and promises whose day is past.
std::vector<Task> promises_to_look_at(Register& reg, const access::Actor& actor) {
  constexpr std::size_t kMostPlaces = 20;
  std::vector<Task> tasks;
  const auto reader = reg.read();
  const bool of_several =
      std::ranges::count(actor.grants, access::Role::representative, &access::Grant::role) > 1;
  for (const auto& grant : actor.grants) {
    const auto organisation = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::representative || !organisation) continue;
    const auto add = [&](const char* message, const AwaitedIn& one, std::int64_t count) {
      const auto head = standing_head(*reader, one.partnership, model::Partnership::kType);
      if (head && !one.part.is_nil() && count > 0)
        tasks.push_back({message,
                         held<model::Partnership>(*head).value.title,
                         {},
                         *organisation,
                         "/account/parts/" + one.part.str() + "/promises",
                         count});
    };
    for (const auto& one : reg.awaited(*organisation, Awaiting::words, kMostPlaces))
      add("task.deliveries", one,
          of_several ? words_to_give(*reader, actor, one.partnership, *organisation) : one.words);
    for (const auto& one : reg.awaited(*organisation, Awaiting::promises, kMostPlaces))
      add("task.promises", one, one.overdue);
  }
  return tasks;
}

/// What is overdue is said in a line of its own.
std::vector<Task> concerns_to_answer(Register& reg, const access::Actor& actor) {
  if (!access::might(actor, access::Action::answer_concern)) return {};
  const auto now = reg.clock().now();
  auto open = reg.read()->concerns().count_in(store::ConcernState::open);
  auto overdue = reg.read()->concerns().overdue(now);
  const bool speaks = std::ranges::any_of(actor.grants, [](const access::Grant& grant) {
    return grant.role == access::Role::representative || grant.role == access::Role::focal_point;
  });
  if (speaks && open > 0) {
    // Those about whom they speak for are not told of.
    constexpr std::size_t kMostTold = 1'000;
    const auto rows = concerns_for(reg, actor, store::ConcernState::open,
                                   {std::numeric_limits<std::int64_t>::min()}, 0, kMostTold);
    open = std::ssize(rows);
    overdue = std::ranges::count_if(rows, [&](const ConcernRow& row) { return row.concern.due <= now; });
  }
  if (open == 0) return {};
  std::vector<Task> tasks;
  if (overdue > 0) tasks.push_back({"task.concerns_overdue", {}, {}, {}, "/concerns", overdue});
  tasks.push_back({"task.concerns", {}, {}, {}, "/concerns", open});
  return tasks;
}

/// Those that were handed on to a place for which nobody has replied yet.
std::vector<Task> concerns_to_reply_to(Register& reg, const access::Actor& actor) {
  constexpr std::size_t kLookedAt = 100;
  std::vector<Task> tasks;
  const auto reader = reg.read();
  for (const auto& grant : actor.grants) {
    if (!access::may(actor, access::Action::reply_to_concern,
                     {.place = grant.of, .sight = access::Sight::restricted}))
      continue;
    std::int64_t count = 0;
    for (const auto& concern : reader->concerns().handed_to(grant.of, kLookedAt)) {
      if (concern.state != store::ConcernState::open || concern.sight == store::ConcernSight::counted)
        continue;
      const auto steps = reader->concerns().steps(concern.id);
      count += std::ranges::none_of(steps, [&](const auto& each) { return each.place == grant.of; }) ? 1 : 0;
    }
    if (count == 0) continue;
    const bool country = access::reach_of(grant.role) == access::Reach::country;
    tasks.push_back({"task.concern_reply",
                     {},
                     country ? grant.of : std::string(),
                     country ? base::Uuid() : base::Uuid::parse(grant.of).value_or(base::Uuid()),
                     "/account/concerns",
                     count});
  }
  return tasks;
}

}  // namespace

const std::vector<TaskSource>& task_sources() {
  static const std::vector<TaskSource> all{
      concerns_to_answer,     claims_to_decide,     people_to_let_in,        drafts_to_review,
      hits_to_decide,         calendar_to_decide,   parts_to_answer,         invitations_to_answer,
      questions_to_answer,    concerns_to_reply_to, guidance_to_acknowledge, agreements_to_sign,
      reports_to_write,       promises_to_look_at,  partnerships_to_answer,  drafts_to_finish,
      partnerships_to_finish, diligence_to_do};
  return all;
}

std::vector<Task> tasks_of(Register& reg, const access::Actor& actor, std::size_t limit) {
  std::vector<Task> tasks;
  for (const auto source : task_sources())
    for (auto& task : source(reg, actor)) {
      if (tasks.size() == limit) return tasks;
      tasks.push_back(std::move(task));
    }
  return tasks;
}

}  // namespace entente::registry
