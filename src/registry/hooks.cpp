// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hooks.hpp"

#include <algorithm>
#include <utility>

#include "access/secret.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "registry/account_words.hpp"
#include "registry/hook_places.hpp"
#include "registry/hook_words.hpp"
#include "registry/reading.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace {

void require_hooks(const access::Actor& actor, const base::Uuid& organisation) {
  access::Target target{.sight = access::Sight::confidential};
  if (!organisation.is_nil()) {
    target.place = organisation.str();
    target.reach = access::Reach::organisation;
  }
  require(actor, access::Action::keep_hooks, target);
}

void require_organisation(store::Reader& reader, const base::Uuid& organisation) {
  if (!organisation.is_nil() && !standing_head(reader, organisation, model::Organisation::kType))
    throw base::NotFound("organisation " + organisation.str(), "does not stand in this register");
}

/// One that somebody may keep. Whoever keeps none of the register's is not told whether there is one.
store::Hook standing_hook(store::HookReader& hooks, const access::Actor& actor, const base::Uuid& id) {
  auto hook = hooks.hook(id);
  require_hooks(actor, hook ? hook->organisation : base::Uuid());
  if (!hook)
    throw base::NotFound("webhook " + id.str(), "is not there", "Somebody may have removed it meanwhile.");
  return std::move(*hook);
}

/// Whether another of the same keepers leads there: what others keep is nobody's to know.
bool is_known(store::HookReader& hooks, const std::string& url, const store::Hook& but) {
  return std::ranges::any_of(hooks_of(hooks, but.organisation),
                             [&](const store::Hook& each) { return each.url == url && each.id != but.id; });
}

void require_room(store::HookReader& hooks, const base::Uuid& organisation) {
  if (organisation.is_nil()) {
    if (hooks_of(hooks, organisation).size() >= kMostHooks)
      throw base::Conflict("register", "has " + std::to_string(kMostHooks) + " webhooks already",
                           "Remove one that nobody needs.");
    return;
  }
  if (hooks_of(hooks, organisation).size() >= kMostHooksOfOne)
    throw base::Conflict("organisation " + organisation.str(),
                         "has " + std::to_string(kMostHooksOfOne) + " webhooks already",
                         "Remove one that nobody needs.");
  const auto all = hooks.hooks();
  if (std::ranges::count_if(all, [](const store::Hook& each) { return !each.organisation.is_nil(); }) >=
      static_cast<std::ptrdiff_t>(kMostHooksOfOrganisations))
    throw base::Conflict("register",
                         "keeps " + std::to_string(kMostHooksOfOrganisations) + " webhooks of organisations",
                         "Ask a steward to remove those that nobody needs.");
}

std::string secret_mark(std::string_view sealed_secret) {
  return sealed_secret.empty() ? std::string() : base::hex(base::sha256(sealed_secret));
}

/// Nothing where it was sealed with another key.
std::optional<std::string> present_secret(const access::Key& own, const store::Hook& hook,
                                          base::Instant now) {
  auto secrets = hook_secrets(own, hook, now);
  if (secrets.empty()) return std::nullopt;
  return std::move(secrets.front());
}

/// From where it stands, at once.
void begin_anew(store::Hook& hook) {
  hook.failures = 0;
  hook.due = {};
}

}  // namespace

const access::Key& Hooks::key() const {
  if (!taken())
    throw base::NotFound("webhooks", "are not kept by a register without a key", "Set access.key_file.");
  return *accounts_.key();
}

outbound::HookRules Hooks::rules_of(const base::Uuid& organisation) const {
  return organisation.is_nil() ? rules_ : outbound::rules_for_others(rules_);
}

HookView Hooks::view(store::Reader& reader, store::Hook hook, std::size_t tries) const {
  HookView view;
  view.host = outbound::host_of_hook(hook.url);
  if (const auto owner = reader.accounts().account(hook.owner)) view.owner = owner->name;
  if (!hook.organisation.is_nil())
    if (const auto head = reader.head(hook.organisation))
      view.organisation = held<model::Organisation>(*head).value.name;
  view.topics = topics_in(hook.kinds);
  view.last = reader.last_event();
  view.tries = reader.hooks().tries(hook.id, tries);
  view.mark = secret_mark(hook.secret);
  hook.secret.clear();
  hook.former.clear();
  view.hook = std::move(hook);
  return view;
}

std::vector<HookView> Hooks::list(const access::Actor& actor, const base::Uuid& organisation) const {
  require_hooks(actor, organisation);
  const auto reader = reg_.read();
  require_organisation(*reader, organisation);
  std::vector<HookView> all;
  for (auto& hook : organisation.is_nil() ? reader->hooks().hooks() : hooks_of(reader->hooks(), organisation))
    all.push_back(view(*reader, std::move(hook), 1));
  std::ranges::stable_partition(all, [](const HookView& each) { return each.hook.organisation.is_nil(); });
  return all;
}

HookView Hooks::look(const access::Actor& actor, const base::Uuid& id) const {
  const auto reader = reg_.read();
  return view(*reader, standing_hook(reader->hooks(), actor, id), kHookTriesKept);
}

MadeHook Hooks::make(const access::Actor& actor, const WantedHook& wanted, std::optional<base::Uuid> id,
                     const base::Uuid& organisation) {
  require_hooks(actor, organisation);
  const auto& own = key();
  if (!outbound::is_hook_url(wanted.url, rules_of(organisation)))
    return {.fault = HookFormFault::url, .id = {}, .secret = {}};
  const auto now = reg_.clock().now();
  const auto fresh = base::Uuid::v7(now);
  const auto secret = access::new_secret(access::SecretKind::hook);
  MadeHook made;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    require_key_of_register(unit, own, "the secret of a webhook");
    require_organisation(unit, organisation);
    store::Hook hook;
    hook.id = id.value_or(fresh);
    hook.organisation = organisation;
    hook.owner = actor.account.value_or(base::Uuid());
    hook.url = wanted.url;
    if (const auto standing = unit.hooks().hook(hook.id)) {
      const auto shown = present_secret(own, *standing, now);
      if (shown && standing->owner == hook.owner && standing->url == hook.url &&
          standing->organisation == organisation && now.ms < standing->made.ms + kSecretShownMs) {
        made = {.fault = {}, .id = hook.id, .secret = *shown};
        return;
      }
      hook.id = fresh;
    }
    if (is_known(unit.hooks(), hook.url, hook)) {
      made = {.fault = HookFormFault::known, .id = {}, .secret = {}};
      return;
    }
    require_room(unit.hooks(), organisation);
    hook.kinds = kinds_of(wanted.topics);
    hook.secret = sealed_hook_secret(own, hook.id, secret);
    hook.made = now;
    hook.sequence = unit.last_event();
    unit.hooks().put(hook);
    record_event(unit.accounts(), actor, {}, "hook_made", outbound::host_of_hook(hook.url), now);
    made = {.fault = {}, .id = hook.id, .secret = secret};
  });
  return made;
}

template <class Work>
void Hooks::with(const access::Actor& actor, const base::Uuid& id, std::string_view what, const Work& work) {
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto hook = standing_hook(unit.hooks(), actor, id);
    if (!work(unit, hook)) return;
    record_event(unit.accounts(), actor, {}, what, outbound::host_of_hook(hook.url), reg_.clock().now());
  });
}

std::optional<HookFormFault> Hooks::change(const access::Actor& actor, const base::Uuid& id,
                                           const WantedHook& wanted) {
  const auto organisation = look(actor, id).hook.organisation;
  if (!outbound::is_hook_url(wanted.url, rules_of(organisation))) return HookFormFault::url;
  std::optional<HookFormFault> fault;
  with(actor, id, "hook_changed", [&](store::UnitOfWork& unit, store::Hook& hook) {
    fault.reset();
    if (is_known(unit.hooks(), wanted.url, hook)) {
      fault = HookFormFault::known;
      return false;
    }
    if (hook.url != wanted.url) begin_anew(hook);
    hook.url = wanted.url;
    hook.kinds = kinds_of(wanted.topics);
    unit.hooks().put(hook);
    return true;
  });
  return fault;
}

void Hooks::stop(const access::Actor& actor, const base::Uuid& id) {
  with(actor, id, "hook_stopped", [](store::UnitOfWork& unit, store::Hook& hook) {
    if (hook.state == store::HookState::stopped) return false;
    hook.state = store::HookState::stopped;
    unit.hooks().put(hook);
    return true;
  });
}

void Hooks::resume(const access::Actor& actor, const base::Uuid& id) {
  with(actor, id, "hook_resumed", [](store::UnitOfWork& unit, store::Hook& hook) {
    if (hook.state == store::HookState::active && hook.failures == 0) return false;
    hook.state = store::HookState::active;
    begin_anew(hook);
    unit.hooks().put(hook);
    return true;
  });
}

void Hooks::test(const access::Actor& actor, const base::Uuid& id) {
  with(actor, id, "hook_tested", [](store::UnitOfWork& unit, store::Hook& hook) {
    if (hook.test) return false;
    hook.test = true;
    unit.hooks().put(hook);
    return true;
  });
}

bool Hooks::replay(const access::Actor& actor, const base::Uuid& id, std::int64_t from) {
  bool known = false;
  with(actor, id, "hook_replayed", [&](store::UnitOfWork& unit, store::Hook& hook) {
    known = from >= 1 && from <= unit.last_event();
    if (!known) return false;
    hook.sequence = from - 1;
    hook.told = 0;
    begin_anew(hook);
    unit.hooks().put(hook);
    return true;
  });
  return known;
}

std::optional<std::string> Hooks::renew(const access::Actor& actor, const base::Uuid& id,
                                        std::string_view mark) {
  const auto& own = key();
  const auto fresh = access::new_secret(access::SecretKind::hook);
  const auto now = reg_.clock().now();
  std::optional<std::string> secret;
  with(actor, id, "hook_secret_renewed", [&](store::UnitOfWork& unit, store::Hook& hook) {
    require_key_of_register(unit, own, "the secret of a webhook");
    secret.reset();
    if (secret_mark(hook.secret) != mark) {
      // The one that receivers hold would sign no more, if this took the place of one that nobody saw.
      const bool again = !mark.empty() && secret_mark(hook.former) == mark &&
                         now.ms < hook.former_ends.ms - kFormerSecretMs + kSecretShownMs;
      if (again) secret = present_secret(own, hook, now);
      return false;
    }
    secret = fresh;
    hook.former = std::exchange(hook.secret, sealed_hook_secret(own, id, fresh));
    hook.former_ends = {now.ms + kFormerSecretMs};
    unit.hooks().put(hook);
    return true;
  });
  return secret;
}

void Hooks::remove(const access::Actor& actor, const base::Uuid& id) {
  with(actor, id, "hook_removed", [&](store::UnitOfWork& unit, store::Hook&) {
    unit.hooks().remove(id);
    return true;
  });
}

}  // namespace entente::registry
