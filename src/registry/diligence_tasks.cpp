// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/diligence_tasks.hpp"

#include <algorithm>

#include "registry/diligence_words.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kCounted = 200;  // assessments in one state
const access::Target kTaskTarget{.sight = access::Sight::restricted};

void add_count(std::vector<Task>& tasks, std::string_view message, std::string path, std::int64_t count,
               const base::Uuid& organisation = {}) {
  if (count > 0) tasks.push_back({message, {}, {}, organisation, std::move(path), count});
}

void add_office(store::Reader& reader, const access::Actor& actor, base::Instant now,
                std::vector<Task>& tasks) {
  const bool assesses = access::may(actor, access::Action::assess_diligence, kTaskTarget);
  const bool decides = access::may(actor, access::Action::decide_diligence, kTaskTarget);
  if (!actor.account || (!assesses && !decides)) return;
  const auto others = [&](store::AssessmentState state) {
    auto all = reader.diligence().in_state(state, 0, kCounted);
    std::erase_if(all, [&](const auto& each) { return speaks_for(actor, each); });
    return all;
  };
  if (assesses) {
    const auto wanted = others(store::AssessmentState::requested);
    add_count(
        tasks, "task.diligence_take", "/due-diligence/assessments?state=requested",
        std::ranges::count_if(wanted, [&](const auto& each) { return each.requester != actor.account; }));
    const auto mine = others(store::AssessmentState::assessing);
    add_count(tasks, "task.diligence_assess", "/due-diligence/assessments?state=assessing",
              std::ranges::count_if(mine, [&](const auto& each) { return each.assessor == actor.account; }));
  }
  if (!decides) return;
  std::int64_t waiting = 0;
  for (const auto& each : others(store::AssessmentState::hearing)) {
    const auto steps = reader.diligence().steps(each.id);
    if (each.requester != actor.account && !has_assessed(each, steps, *actor.account) &&
        is_heard(each, steps, now))
      ++waiting;
  }
  add_count(tasks, "task.diligence_decide", "/due-diligence/assessments?state=hearing", waiting);
}

void add_organisations(store::Reader& reader, const access::Actor& actor, base::Instant now,
                       std::vector<Task>& tasks) {
  for (const auto& grant : actor.grants) {
    const auto organisation = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::representative || !organisation ||
        !access::may(actor, access::Action::answer_diligence,
                     {.place = grant.of, .sight = access::Sight::restricted}))
      continue;
    for (const auto& each : reader.diligence().of_organisation(*organisation, 1))
      if (each.state == store::AssessmentState::hearing &&
          !is_heard(each, reader.diligence().steps(each.id), now))
        add_count(tasks, "task.diligence_answer", "/account/due-diligence/" + std::to_string(each.number), 1,
                  *organisation);
  }
}

}  // namespace

std::vector<Task> diligence_to_do(Register& reg, const access::Actor& actor) {
  std::vector<Task> tasks;
  const auto reader = reg.read();
  const auto now = reg.clock().now();
  add_office(*reader, actor, now, tasks);
  add_organisations(*reader, actor, now, tasks);
  return tasks;
}

}  // namespace entente::registry
