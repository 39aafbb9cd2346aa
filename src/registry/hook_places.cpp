// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hook_places.hpp"

#include <algorithm>

#include "registry/notices.hpp"

namespace entente::registry {

namespace {

/// The ids of the webhooks that a merge moved, each before a line's end.
std::string note_of_moved_hooks(const base::Uuid& other) {
  return "webhooks moved from " + other.str();
}

/// Whether whoever holds that role keeps it.
bool is_kept_by(const store::Hook& hook, const access::Grant& grant) {
  if (hook.organisation.is_nil())
    return grant.role == access::Role::administrator || grant.role == access::Role::steward;
  return grant == access::Grant{access::Role::representative, hook.organisation.str()};
}

void put_in(store::HookWriter& hooks, store::Hook hook, const base::Uuid& organisation) {
  hook.organisation = organisation;
  hooks.put(hook);
}

}  // namespace

std::vector<store::Hook> hooks_of(store::HookReader& hooks, const base::Uuid& organisation) {
  auto all = hooks.hooks();
  std::erase_if(all, [&](const store::Hook& each) { return each.organisation != organisation; });
  return all;
}

void stop_hooks_of(store::HookWriter& hooks, const base::Uuid& organisation) {
  for (auto& hook : hooks_of(hooks, organisation)) {
    if (hook.state == store::HookState::stopped) continue;
    hook.state = store::HookState::stopped;
    hooks.put(hook);
  }
}

void tell_of_left_hooks(store::UnitOfWork& unit, const base::Clock& clock, const base::Uuid& account,
                        const access::Grant& left) {
  for (const auto& hook : unit.hooks().hooks()) {
    if (hook.owner != account || !is_kept_by(hook, left)) continue;
    const auto keepers = keepers_of(unit, hook);
    if (std::ranges::find(keepers, account) != keepers.end()) continue;  // by another role
    for (const auto& each : keepers)
      notify_anew(unit.accounts(), clock, each, kNoticeHookLeft, hook.id.str());
  }
}

void move_hooks(store::UnitOfWork& unit, const base::Uuid& other, const base::Uuid& kept) {
  std::string note;
  for (const auto& hook : hooks_of(unit.hooks(), other)) {
    note += hook.id.str() + "\n";
    put_in(unit.hooks(), hook, kept);
  }
  unit.set_note(note_of_moved_hooks(other), note);
}

void give_hooks_back(store::UnitOfWork& unit, const base::Uuid& other) {
  const auto note = unit.note(note_of_moved_hooks(other)).value_or("");
  for (const auto& hook : unit.hooks().hooks())
    if (note.find(hook.id.str() + "\n") != note.npos) put_in(unit.hooks(), hook, other);
  unit.set_note(note_of_moved_hooks(other), {});
}

std::vector<base::Uuid> keepers_of(store::Reader& reader, const store::Hook& hook) {
  using access::Role;
  const bool own = !hook.organisation.is_nil();
  std::vector<base::Uuid> keepers;
  for (const auto role :
       own ? std::vector{Role::representative} : std::vector{Role::administrator, Role::steward})
    for (const auto& holder :
         reader.accounts().holders(access::name_of(role), own ? hook.organisation.str() : std::string()))
      if (std::ranges::find(keepers, holder.account) == keepers.end()) keepers.push_back(holder.account);
  if (std::ranges::find(keepers, hook.owner) != keepers.end()) return {hook.owner};
  return keepers;
}

}  // namespace entente::registry
