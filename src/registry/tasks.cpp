// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/tasks.hpp"

#include <utility>

#include "registry/confirming.hpp"
#include "registry/desk.hpp"

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
    if (grant.role != access::Role::representative || !id || parts_waiting(reg, *id) == 0) continue;
    tasks.push_back({"task.parts",
                     reg.organisation_name(*id).value_or(base::Text()),
                     {},
                     {},
                     "/account/parts?organisation=" + grant.of});
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

}  // namespace

const std::vector<TaskSource>& task_sources() {
  static const std::vector<TaskSource> all{parts_to_answer, guidance_to_acknowledge, drafts_to_finish};
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
