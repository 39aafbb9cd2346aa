// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hooks.hpp"

#include <algorithm>
#include <utility>

#include "access/secret.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "registry/account_words.hpp"
#include "registry/hook_words.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace {

void require_hooks(const access::Actor& actor) {
  require(actor, access::Action::keep_hooks, {.sight = access::Sight::confidential});
}

store::Hook standing_hook(store::HookReader& hooks, const base::Uuid& id) {
  auto hook = hooks.hook(id);
  if (!hook)
    throw base::NotFound("webhook " + id.str(), "is not there", "Somebody may have removed it meanwhile.");
  return std::move(*hook);
}

bool is_known(store::HookReader& hooks, const std::string& url, const base::Uuid& but) {
  return std::ranges::any_of(hooks.hooks(),
                             [&](const store::Hook& each) { return each.url == url && each.id != but; });
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

HookView Hooks::view(store::Reader& reader, store::Hook hook, std::size_t tries) const {
  HookView view;
  view.host = outbound::host_of_hook(hook.url);
  if (const auto owner = reader.accounts().account(hook.owner)) view.owner = owner->name;
  view.topics = topics_in(hook.kinds);
  view.last = reader.last_event();
  view.tries = reader.hooks().tries(hook.id, tries);
  view.mark = secret_mark(hook.secret);
  hook.secret.clear();
  hook.former.clear();
  view.hook = std::move(hook);
  return view;
}

std::vector<HookView> Hooks::list(const access::Actor& actor) const {
  require_hooks(actor);
  const auto reader = reg_.read();
  std::vector<HookView> all;
  for (auto& hook : reader->hooks().hooks()) all.push_back(view(*reader, std::move(hook), 1));
  return all;
}

HookView Hooks::look(const access::Actor& actor, const base::Uuid& id) const {
  require_hooks(actor);
  const auto reader = reg_.read();
  return view(*reader, standing_hook(reader->hooks(), id), kHookTriesKept);
}

MadeHook Hooks::make(const access::Actor& actor, const WantedHook& wanted, std::optional<base::Uuid> id) {
  require_hooks(actor);
  const auto& own = key();
  if (!outbound::is_hook_url(wanted.url, rules_))
    return {.fault = HookFormFault::url, .id = {}, .secret = {}};
  const auto now = reg_.clock().now();
  const auto fresh = base::Uuid::v7(now);
  const auto secret = access::new_secret(access::SecretKind::hook);
  MadeHook made;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    require_key_of_register(unit, own, "the secret of a webhook");
    store::Hook hook;
    hook.id = id.value_or(fresh);
    hook.owner = actor.account.value_or(base::Uuid());
    hook.url = wanted.url;
    if (const auto standing = unit.hooks().hook(hook.id)) {
      const auto shown = present_secret(own, *standing, now);
      if (shown && standing->owner == hook.owner && standing->url == hook.url &&
          now.ms < standing->made.ms + kSecretShownMs) {
        made = {.fault = {}, .id = hook.id, .secret = *shown};
        return;
      }
      hook.id = fresh;
    }
    if (is_known(unit.hooks(), hook.url, hook.id)) {
      made = {.fault = HookFormFault::known, .id = {}, .secret = {}};
      return;
    }
    if (unit.hooks().hooks().size() >= kMostHooks)
      throw base::Conflict("register", "has " + std::to_string(kMostHooks) + " webhooks already",
                           "Remove one that nobody needs.");
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
  require_hooks(actor);
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto hook = standing_hook(unit.hooks(), id);
    if (!work(unit, hook)) return;
    record_event(unit.accounts(), actor, {}, what, outbound::host_of_hook(hook.url), reg_.clock().now());
  });
}

std::optional<HookFormFault> Hooks::change(const access::Actor& actor, const base::Uuid& id,
                                           const WantedHook& wanted) {
  require_hooks(actor);
  if (!outbound::is_hook_url(wanted.url, rules_)) return HookFormFault::url;
  std::optional<HookFormFault> fault;
  with(actor, id, "hook_changed", [&](store::UnitOfWork& unit, store::Hook& hook) {
    fault.reset();
    if (is_known(unit.hooks(), wanted.url, id)) {
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
  require_hooks(actor);
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
